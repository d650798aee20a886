import DenseAlgebra
import Foundation

/// Parameters of a form in which segments may be believed to differ independently of one another.
///
/// Those of the saturating form are taken as they are. The intercept of the logistic form is moved to the middle of the percents and
/// durations that were tried: at 0 % it would go along with the slope, and no count would tell the two apart.
struct CurveCoordinates {
    private let form: ResponseEstimate.Form
    /// By how much the first coordinate grows with each parameter.
    private let first: [Double]
    /// By coordinate, how far segments of one macro-segment lie apart without being a surprise.
    let scales: [Double]

    /// Of the shift of a logit: a share of 0.2 in one segment is 0.16 to 0.25 in others.
    private static let logitScale = 0.3

    init(_ form: ResponseEstimate.Form, _ points: [DosePoint], isFree: [Bool]) {
        self.form = form
        switch form {
        case .saturating:
            first = [1, 0, 0]
            scales = [0.05, 0.05, Self.logitScale]
        case .logistic:
            let percent = Self.spread(points) { $0.percent }
            let logMonths = Self.spread(points) { log(Double($0.months)) }
            first = [1, isFree[1] ? percent.mean : 0, isFree[2] ? logMonths.mean : 0]
            scales = [1, percent.deviation, logMonths.deviation].map { $0 > 0 ? Self.logitScale / $0 : 0 }
        }
    }

    private static func spread(_ points: [DosePoint], _ value: (DosePoint) -> Double) -> (mean: Double, deviation: Double) {
        let customers = max(points.customers, .leastNormalMagnitude)
        let mean = points.reduce(0) { $0 + $1.customers * value($1) } / customers
        let square = points.reduce(0) { $0 + $1.customers * (value($1) - mean) * (value($1) - mean) } / customers
        return (mean, square.squareRoot())
    }

    func value(_ coordinate: Int, of estimate: ResponseEstimate) -> Double {
        coordinate == 0 ? zip(first, estimate.parameters).reduce(0) { $0 + $1.0 * $1.1 } : estimate.parameters[coordinate]
    }

    func variance(_ coordinate: Int, of estimate: ResponseEstimate) -> Double {
        form == .logistic && coordinate == 0
            ? ResponseEstimate.quadratic(first, estimate.covariance) : estimate.variance(coordinate)
    }

    /// Covariance of the parameters when the coordinates vary independently.
    func covariance(_ variances: [Double]) -> Matrix {
        let back = Matrix(rowCount: 3, columnCount: 3) { $0 == $1 ? 1 : ($0 == 0 ? -first[$1] : 0) }
        return Matrix(rowCount: 3, columnCount: 3) { row, column in
            (0..<3).reduce(0.0) { $0 + back[row, $1] * variances[$1] * back[column, $1] }
        }
    }

    /// The inverse of `covariance`, out of inverse variances; 0 for a coordinate that is held.
    func precision(_ precisions: [Double]) -> Matrix {
        let forth = Matrix(rowCount: 3, columnCount: 3) { $0 == 0 ? first[$1] : ($0 == $1 ? 1 : 0) }
        return Matrix(rowCount: 3, columnCount: 3) { row, column in
            (0..<3).reduce(0.0) { $0 + forth[$1, row] * precisions[$1] * forth[$1, column] }
        }
    }
}
