/// All forms fitted to the same counts, the better by AIC to be kept (model.md section 14).
package struct CurveCandidates: Sendable {
    package let logistic: Result<ResponseFit, ResponseFit.Failure>
    package let saturating: Result<ResponseFit, ResponseFit.Failure>
    /// The saturating form whose half percent is nothing, with two parameters.
    package let step: Result<ResponseFit, ResponseFit.Failure>

    init(_ points: [DosePoint]) {
        logistic = Self.result { () throws(ResponseFit.Failure) in try LogisticFit.fit(points) }
        saturating = Self.result { () throws(ResponseFit.Failure) in try SaturatingFit.fit(points) }
        step = Self.result { () throws(ResponseFit.Failure) in try SaturatingFit.step(points) }
    }

    private static func result(
        _ fit: () throws(ResponseFit.Failure) -> ResponseFit
    ) -> Result<ResponseFit, ResponseFit.Failure> {
        do throws(ResponseFit.Failure) {
            return .success(try fit())
        } catch {
            return .failure(error)
        }
    }

    /// The best fit in a form; of saturating curve and step the better by AIC.
    func fit(_ form: ResponseEstimate.Form) -> ResponseFit? {
        switch form {
        case .logistic: return try? logistic.get()
        case .saturating: return [try? saturating.get(), try? step.get()].compactMap { $0 }.min { $0.aic < $1.aic }
        }
    }

    var best: ResponseFit? {
        ResponseEstimate.Form.allCases.compactMap { fit($0) }.min { $0.aic < $1.aic }
    }

    /// The form that these counts prefer by at least 2 of AIC; nil where they leave it open.
    var decidedForm: ResponseEstimate.Form? {
        guard let logistic = fit(.logistic), let saturating = fit(.saturating), abs(logistic.aic - saturating.aic) >= 2 else { return nil }
        return logistic.aic < saturating.aic ? .logistic : .saturating
    }

    /// Why there is no fit; nil where there is one.
    var failure: ResponseFit.Failure? {
        guard best == nil, case .failure(let failure) = logistic else { return nil }
        return failure
    }
}
