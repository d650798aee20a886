import Synchronization

/// Somebody's wish that the work end soon, such as a user's Ctrl-C. It can be made at any moment, also inside a signal handler.
package final class Interruption: Sendable, Hashable {
    private let requested = Atomic(false)

    package init() {}

    package func request() {
        requested.store(true, ordering: .relaxed)
    }

    package var isRequested: Bool {
        requested.load(ordering: .relaxed)
    }

    package static func == (left: Interruption, right: Interruption) -> Bool {
        left === right
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}
