internal import GRDB

/// The database library that stores are written with.
package enum SQLiteLibrary {
  /// Its version, `3.40.1`.
  ///
  /// - Throws: a `StoreError` where it does not work at all.
  package static func version() throws(StoreError) -> String {
    do {
      return try DatabaseQueue().read { db in
        try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "unknown"
      }
    } catch {
      throw StoreError(error, path: ":memory:", file: ":memory:")
    }
  }
}
