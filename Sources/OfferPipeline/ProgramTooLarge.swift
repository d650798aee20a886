/// A linear programme with more columns than anybody would want to write.
package struct ProgramTooLarge: Error, CustomStringConvertible {
    package let limit: Int

    package var description: String {
        "the linear programme has more than \(limit) bundles; write it at a coarser granularity (--set granularity=macro), "
            + "with fewer contacts per customer, or without the ladder ceiling"
    }
}
