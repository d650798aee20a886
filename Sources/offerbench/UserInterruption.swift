import Execution
import Foundation

/// Ctrl-C, once: the work ends with its best answer so far. A second one ends the process as usual.
enum UserInterruption {
    private static let interruption = Interruption()

    static func listen() -> Interruption {
        let interruption = interruption
        signal(SIGINT) { _ in
            UserInterruption.interruption.request()
            signal(SIGINT, SIG_DFL)
        }
        return interruption
    }
}
