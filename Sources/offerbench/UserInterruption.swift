import Execution
import Foundation

/// Ctrl-C or SIGTERM, once: the work ends with its best answer so far. A second one ends the process as usual.
enum UserInterruption {
    private static let interruption = Interruption()

    static func listen() -> Interruption {
        let interruption = interruption
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                UserInterruption.interruption.request()
                signal(number, SIG_DFL)
            }
        }
        return interruption
    }
}
