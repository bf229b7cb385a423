import Diagnostics
import Simulation
import Tables

/// Turns a declared network into its generator, with the parameters of the context in force.
struct NetworkBuilder {
  let study: Study
  let context: ReadingContext

  /// - Parameter counts: how many actors each kind has, where that is known: then sizes are checked.
  func generator(of network: NetworkDeclaration, counts: [Int]?, reader: TableReader)
    -> NetworkGenerator?
  {
    guard let sort = network.table.sort.flatMap(NetworkSort.init(rawValue:)) else { return nil }
    let size = counts.map { $0[network.from.rawValue] }
    switch sort {
    case .smallWorld:
      let evenDegree = evenDegree(reader, size)
      let rewire = reader.requiredNumber(
        "rewire", "the probability that a tie is rewired", in: 0...1)
      guard let degree = evenDegree, let rewire else { return nil }
      return .smallWorld(degree: degree, rewire: rewire)
    case .ring: return evenDegree(reader, size).map { .ring(degree: $0) }
    case .random: return random(reader, size)
    case .preferentialAttachment:
      guard
        let ties = reader.requiredWholeNumber(
          "ties", "how many ties each newcomer brings", in: 1...1_000_000)
      else { return nil }
      return fits(ties, below: size, reader) ? .preferentialAttachment(ties: ties) : nil
    case .blockModel: return blockModel(network, reader)
    case .lattice: return lattice(reader, size)
    case .star: return .star
    case .complete: return .complete
    case .randomTies:
      guard
        let degree = reader.requiredWholeNumber(
          "degree", "how many ties each '\(study.kinds[network.from.rawValue].name)' has",
          in: 0...1_000_000)
      else { return nil }
      if let others = counts.map({ $0[network.to.rawValue] }),
        degree > (network.from == network.to ? others - 1 : others)
      {
        reader.report(
          "\(reader.what): degree is \(degree), but there are only \(others) to tie with")
        return nil
      }
      return .randomTies(degree: degree)
    case .edgeList: return edgeList(network, reader)
    }
  }

  private func fits(_ degree: Int, below size: Int?, _ reader: TableReader) -> Bool {
    if let size, degree >= size, size > 0 {
      reader.report("\(reader.what): \(degree) ties each need more than \(size) actors")
      return false
    }
    return true
  }

  private func evenDegree(_ reader: TableReader, _ size: Int?) -> Int? {
    guard
      let degree = reader.requiredWholeNumber(
        "degree", "how many ties each actor starts with", in: 2...1_000_000)
    else { return nil }
    if degree % 2 != 0 {
      reader.report(
        "'degree' of \(reader.what) must be even: half on each side, got \(degree)", at: "degree")
      return nil
    }
    return fits(degree, below: size, reader) ? degree : nil
  }

  private func random(_ reader: TableReader, _ size: Int?) -> NetworkGenerator? {
    if reader.has("degree"), !reader.has("probability") {
      guard let degree = reader.number("degree", in: 0...1e6) else { return nil }
      guard let size else { return .random(probability: 0) }
      guard size > 1, degree <= Double(size - 1) else {
        reader.report("\(reader.what): a mean degree of \(degree) needs more than \(size) actors")
        return nil
      }
      return .random(probability: degree / Double(size - 1))
    }
    return reader.requiredNumber(
      "probability", "the probability of each tie (or 'degree', the mean number of ties)", in: 0...1
    ).map { .random(probability: $0) }
  }

  private func blockModel(_ network: NetworkDeclaration, _ reader: TableReader)
    -> NetworkGenerator?
  {
    let kind = study.kinds[network.from.rawValue]
    var field: FieldID?
    var sizes: [Int] = []
    let matrix = reader.nested("probabilities")
    if let name = reader.text("by") {
      guard let found = kind.field(named: name),
        case .category(let levels) = kind.fields[found.rawValue].type
      else {
        reader.report(
          "'by' of \(reader.what) must name a category of \(kind.name), got '\(name)'", at: "by",
          hints: [unknownNameHint(name, among: kind.fields.map(\.name), noun: "fields")])
        return nil
      }
      field = found
      sizes = Array(repeating: 0, count: levels.count)
    } else if let table = reader.nested("sizes") {
      sizes = table.array.compactMap {
        context.wholeNumber(
          $0, "a size in \(reader.what)", at: reader.location, in: 0...2_000_000_000)
      }
    } else {
      reader.report("\(reader.what) needs its blocks: by = \"category\" or sizes = { 50, 50 }")
      return nil
    }
    guard let matrix else {
      reader.report(
        "\(reader.what) needs 'probabilities': a row per block, { { 0.1, 0.01 }, { 0.01, 0.1 } }")
      return nil
    }
    let rows = matrix.array.compactMap { $0.table?.array }
    guard rows.count == sizes.count, rows.allSatisfy({ $0.count == sizes.count }) else {
      reader.report(
        "'probabilities' of \(reader.what) must have \(sizes.count) rows of \(sizes.count) numbers",
        at: "probabilities")
      return nil
    }
    let values = rows.joined().compactMap {
      context.number(
        $0, "a probability in \(reader.what)", at: reader.place(of: "probabilities"), in: 0...1)
    }
    guard values.count == sizes.count * sizes.count else { return nil }
    return .blockModel(field: field, sizes: sizes, probabilities: values)
  }

  private func lattice(_ reader: TableReader, _ size: Int?) -> NetworkGenerator? {
    let limit = 1...1_000_000
    let width = reader.requiredWholeNumber("width", "how many columns", in: limit)
    let height = reader.requiredWholeNumber("height", "how many rows", in: limit)
    let diagonal = isDiagonal(reader)
    let torus = reader.boolean("torus", default: false)
    guard let width, let height else { return nil }
    if let size, width * height != size {
      reader.report(
        "\(reader.what) has \(width) x \(height) = \(width * height) places for \(size) actors")
      return nil
    }
    return .lattice(width: width, height: height, torus: torus, diagonal: diagonal)
  }

  private func isDiagonal(_ reader: TableReader) -> Bool {
    switch reader.text("neighbours") ?? "moore" {
    case "moore": return true
    case "von_neumann": return false
    case let other:
      reader.report(
        "'neighbours' of \(reader.what) must be \"moore\" or \"von_neumann\", got '\(other)'",
        at: "neighbours")
      return false
    }
  }

  private func edgeList(_ network: NetworkDeclaration, _ reader: TableReader) -> NetworkGenerator? {
    let table = reader.requiredText("data", "the table with a row per tie")
    let source = reader.requiredText("source", "the column that names one end")
    let target = reader.requiredText("target", "the column that names the other end")
    let weight = reader.text("weight")
    guard let name = table, let first = source, let second = target,
      !study.unread.contains(name)
    else { return nil }
    guard let data = study.data[name] else {
      reader.report(
        "unknown data '\(name)' in \(reader.what)", at: "data",
        hints: [unknownNameHint(name, among: study.data.keys, noun: "tables in data")])
      return nil
    }
    return EdgeListBuilder(study: study, context: context, network: network, data: data)
      .generator(source: first, target: second, weight: weight, reader)
  }
}
