/// The edit distance with transpositions (restricted Damerau-Levenshtein), case folded.
package func editDistance(_ left: String, _ right: String) -> Int {
  let a = Array(left.lowercased().utf8)
  let b = Array(right.lowercased().utf8)
  if a.isEmpty { return b.count }
  if b.isEmpty { return a.count }
  var beforePrevious = [Int](repeating: 0, count: b.count + 1)
  var previous = Array(0...b.count)
  var current = previous
  for row in 1...a.count {
    current[0] = row
    for column in 1...b.count {
      let cost = a[row - 1] == b[column - 1] ? 0 : 1
      var best = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + cost)
      if row > 1, column > 1, a[row - 1] == b[column - 2], a[row - 2] == b[column - 1] {
        best = min(best, beforePrevious[column - 2] + 1)
      }
      current[column] = best
    }
    (beforePrevious, previous, current) = (previous, current, beforePrevious)
  }
  return previous[b.count]
}

/// The name that a user most likely meant, or `nil` where none is near.
///
/// Near is an edit distance of at most a third of the longer name, and at least 1; ties go to the
/// first in byte order.
package func nearestName(to name: String, among names: some Sequence<String>) -> String? {
  var best: (name: String, distance: Int)?
  for candidate in names.sorted() where candidate != name {
    let distance = editDistance(name, candidate)
    let limit = max(1, max(name.utf8.count, candidate.utf8.count) / 3)
    guard distance <= limit else { continue }
    if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
  }
  return best?.name
}

/// The hint for an unknown name: the nearest one if there is one, else the names there are.
///
/// - Parameter noun: what the names are, in the plural: "fields of consumer".
package func unknownNameHint(
  _ name: String, among names: some Collection<String>, noun: String
) -> String {
  if let near = nearestName(to: name, among: names) { return "did you mean '\(near)'?" }
  if names.isEmpty { return "there are no \(noun)" }
  let shown = names.sorted().prefix(12).joined(separator: ", ")
  return "\(noun): \(shown)\(names.count > 12 ? ", ..." : "")"
}
