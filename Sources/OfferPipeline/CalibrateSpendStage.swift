package import Execution
import OfferLearning
package import OfferResults
package import ScenarioFiles
import TableFiles

/// Turns transactions into spend and redemption by segment (model.md section 14).
package enum CalibrateSpendStage {
    /// - Parameter expiry: E, the months after which points expire; nil for never.
    /// - Throws: `InvalidInput` with all errors of the table.
    package static func run(
        transactions: String, columns: ColumnNames<TransactionColumn>, expiry: Int?, progress: any ProgressReporter = SilentProgress()
    ) throws -> SpendCalibrationDocument {
        var stopwatch = Stopwatch()
        var history = SpendHistory()
        var reader = TransactionReader(name: transactions, columns: columns)
        let (summary, diagnostics) = reader.read(
            path: transactions,
            progress: { progress.report(WorkProgress(phase: "reading", amount: .fraction($0))) },
            take: {
                history.add(customer: $0.customer, month: $0.month, amount: $0.amount, earned: $0.earned, redeemed: $0.redeemed)
            })
        guard let summary else { throw InvalidInput(diagnostics: diagnostics) }
        stopwatch.lap("read")
        let months = summary.lastMonth - summary.firstMonth + 1
        let points: SpendCalibration.PointsBasis = summary.hasRedeemed ? (summary.hasEarned ? .balances : .activity) : .none
        let calibration = SpendCalibration(
            history,
            SpendCalibration.Setting(
                segments: summary.segments, segmentOfCustomer: summary.segmentOfCustomer, firstMonth: summary.firstMonth,
                monthCount: months, points: points, expiry: expiry))
        stopwatch.lap("estimate")
        let source = CalibrationSource(
            files: [transactions], version: Versions.offerbench, openBLAS: Versions.openBLAS,
            run: Provenance.Run(
                startedAt: stopwatch.startedAt, seconds: stopwatch.seconds, hostCores: Processors.count, threads: 1,
                blasThreads: Versions.blasThreads, phases: stopwatch.phases), warnings: diagnostics.warnings)
        return SpendCalibrationDocument(
            source: source, calibration: calibration, rowCount: summary.rowCount,
            firstMonth: summary.text(ofMonth: summary.firstMonth), lastMonth: summary.text(ofMonth: summary.lastMonth),
            monthCount: months, points: points)
    }
}
