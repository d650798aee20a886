package import OfferModel

extension Budget {
    /// What counts as used.
    package var measure: Measure {
        switch (basis, month) {
        case (.cost, nil): .cost
        case (.cost, let month?): .costInMonth(month)
        case (.accrued, nil): .accrued
        case (.accrued, let month?): .accruedInMonth(month)
        case (.worstCase, nil): .worstCase
        case (.worstCase, let month?): .worstCaseInMonth(month)
        case (.cash, let month?): .cashInMonth(month)
        case (.cash, nil): preconditionFailure("a cash budget speaks of one month")
        }
    }
}
