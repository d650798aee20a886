import OfferModel
import OfferSettlement
import TableFiles

extension SettlementDocument {
    func json(of settlement: Settlement) -> JSONValue {
        let ids = settlement.parties.ids
        let members: [JSONValue.Member] = [
            .init("source", .string(source.rawValue)), .init("stress", .optional(stress)),
            .init("parties", .array(ids.map { .string($0) })), .init("months", .integer(settlement.monthCount)),
            .init("basis", basis(settlement, ids)), .init("total", settlement.total.json(ids, basis: nil)),
            .init("fees", .array(settlement.fees.flatMap { fees in fees.payments.map { $0.json(ids, month: fees.month) } })),
        ]
        return .object(members + liability(settlement.liability, ids) + profits(settlement, ids))
    }

    private func basis(_ settlement: Settlement, _ ids: [String]) -> JSONValue {
        .object(
            Settlement.Basis.allCases.map { basis in
                .init(basis.rawValue, .array(settlement.months(basis).map { $0.json(ids, basis: basis) }))
            })
    }

    private func liability(_ liability: Liability, _ ids: [String]) -> [JSONValue.Member] {
        [
            .init("liability", .array(liability.byPayer.map { $0.json(ids) })),
            .init("liability_total", .array(liability.total.map { $0.json(ids) })),
            .init("outstanding", .array(liability.outstanding.map { $0.json(ids) })),
            .init("outcome", .array((liability.outcomes + [liability.outcome]).map { $0.json(ids) })),
            .init("peak", liability.peak?.json ?? .null),
        ]
    }

    private func profits(_ settlement: Settlement, _ ids: [String]) -> [JSONValue.Member] {
        [
            .init("pnl", .array(settlement.profits.map { $0.json(ids) })),
            .init("stresses", .array(stresses.map { $0.json(ids, expected: unstressed) })),
            .init("exposure", exposure?.json(ids) ?? .null),
        ]
    }
}

extension Exposure {
    fileprivate func json(_ ids: [String]) -> JSONValue {
        .members(["asset": .string(ids[party]), "stress": .string(stress), "change_minor": .minor(change)])
    }
}

extension JSONValue {
    /// Minor units.
    fileprivate static func minor(_ amount: Int64) -> JSONValue { .integer(Int(amount)) }

    /// Minor units by party.
    fileprivate static func byParty(_ amounts: [Int64], _ ids: [String]) -> JSONValue {
        .object(zip(ids, amounts).map { Member($0, .minor($1)) })
    }
}

extension SettlementMonth {
    /// - Parameter basis: nil for all months, which are the same by either.
    fileprivate func json(_ ids: [String], basis: Settlement.Basis?) -> JSONValue {
        var members: [JSONValue.Member] = month.map { [.init("month", .integer($0))] } ?? []
        members += [
            .init("paid", .array(paid.map { $0.json(ids, month: nil) })), .init("net_minor", .byParty(net, ids)),
            .init("transfers", .array(transfers.map { $0.json(ids, month: nil) })),
        ]
        if basis == .issue { members.append(.init("true_up_minor", .byParty(trueUp, ids))) }
        return .object(members)
    }
}

extension Payment {
    fileprivate func json(_ ids: [String], month: Int?) -> JSONValue {
        var members: [JSONValue.Member] = month.map { [.init("month", .integer($0))] } ?? []
        members += [.init("from", .string(ids[from])), .init("to", .string(ids[to])), .init("amount_minor", .minor(amount))]
        return .object(members)
    }
}

extension Liability.RollForward {
    /// Without a payer where it is that of all.
    fileprivate func json(_ ids: [String]) -> JSONValue {
        var members: [JSONValue.Member] = [.init("month", .integer(month))]
        if let payer { members.append(.init("payer", .string(ids[payer]))) }
        members += [
            .init("opening_minor", .minor(opening)), .init("accrued_minor", .minor(accrued)), .init("redeemed_minor", .minor(redeemed)),
            .init("expired_minor", .minor(expired)), .init("closing_minor", .minor(closing)), .init("breakage_minor", .minor(breakage)),
        ]
        return .object(members)
    }
}

extension Liability.Outstanding {
    fileprivate func json(_ ids: [String]) -> JSONValue {
        .members([
            "month": .integer(month), "payer": .string(ids[payer]), "vintage": .integer(vintage), "amount_minor": .minor(amount),
        ])
    }
}

extension Liability.Outcome {
    /// `payer` is null for all payers together.
    fileprivate func json(_ ids: [String]) -> JSONValue {
        .object([JSONValue.Member("payer", .optional(payer.map { ids[$0] }))] + members)
    }

    fileprivate var members: [JSONValue.Member] {
        [
            .init("accrued_minor", .minor(accrued)), .init("redeemed_minor", .minor(redeemed)), .init("expired_minor", .minor(expired)),
            .init("never_redeemed_minor", .minor(neverRedeemed)),
        ]
    }
}

extension Liability.Peak {
    fileprivate var json: JSONValue { .members(["month": .integer(month), "closing_minor": .minor(closing)]) }
}

extension ProfitLine {
    fileprivate func json(_ ids: [String]) -> JSONValue {
        .members([
            "month": .integer(month), "asset": .string(ids[party]), "gain_minor": .minor(gain), "funding_minor": .minor(funding),
            "fees_minor": .minor(fees), "pnl_minor": .minor(profit), "received_minor": .minor(received), "paid_minor": .minor(paid),
        ])
    }
}

extension StressedSettlement {
    /// - Parameter expected: net positions without stress.
    fileprivate func json(_ ids: [String], expected: [Int64]) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(stress.id)), .init("built_in", .bool(isBuiltIn)), .init("net_minor", .byParty(net, ids)),
            .init("change_minor", .byParty(zip(net, expected).map { $0 - $1 }, ids)),
        ]
        members += outcome.members
        members.append(.init("peak", peak?.json ?? .null))
        return .object(members)
    }
}
