#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

// `open`, `read` and `write` under names that do not clash with the methods of the types that call them.

func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }

func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int { read(descriptor, buffer, count) }

/// At most 1 GiB at a time: the system calls write no more than about 2 GiB.
func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    write(descriptor, buffer.baseAddress, min(buffer.count, 1 << 30))
}
