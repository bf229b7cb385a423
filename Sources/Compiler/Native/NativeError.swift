/// Why there is no machine code.
package struct NativeError: Error, Hashable, Sendable {
  package var message: String

  package init(_ message: String) { self.message = message }
}
