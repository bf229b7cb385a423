import Diagnostics
import Simulation

/// The constructors of networks, by their Lua names.
enum NetworkSort: String, CaseIterable {
  case smallWorld = "small_world"
  case random
  case preferentialAttachment = "preferential_attachment"
  case blockModel = "block_model"
  case lattice, ring, star, complete
  case randomTies = "random_ties"
  case edgeList = "edge_list"

  /// Whether its own entries are read with the help of the kinds that it ties.
  var readsKinds: Bool {
    switch self {
    case .blockModel, .edgeList, .randomTies: true
    default: false
    }
  }

  /// Whether it can tie two kinds.
  var joinsKinds: Bool {
    switch self {
    case .star, .complete, .randomTies, .edgeList: true
    default: false
    }
  }
}

extension StudyReader {
  func readNetworks() {
    guard let table = root.record("networks", form: "mobile = valence.ring { ... }") else { return }
    for entry in table.named {
      let place = root.place(of: entry.name, in: "networks", table)
      guard let network = entry.value.table,
        let sort = network.sort.flatMap(NetworkSort.init(rawValue:))
      else {
        let known = NetworkSort.allCases.map { "valence.\($0.rawValue)" }.joined(separator: ", ")
        context.report(
          "network '\(entry.name)' cannot be \(entry.value.described)", at: place,
          hints: ["a network is made by \(known)"])
        study.unread.insert(entry.name)
        continue
      }
      readNetwork(entry.name, network, sort, at: network.location ?? place)
    }
    if study.networks.count > HandleClass.limit {
      root.report(
        "the study has \(study.networks.count) networks; the limit is \(HandleClass.limit)",
        at: "networks")
    }
  }

  /// What can be wrong with a network whichever kinds it ties, where those are not known.
  private func readShape(
    _ name: String, _ table: TableNode, _ sort: NetworkSort, _ reader: TableReader
  ) {
    guard !sort.readsKinds else { return }
    _ = reader.boolean("directed", default: false)
    _ = reader.node("fields")
    let shape = NetworkDeclaration(
      name: name, location: reader.location, from: KindID(0), to: KindID(0), directed: false,
      tieFields: [], table: table)
    _ = NetworkBuilder(study: study, context: context).generator(
      of: shape, counts: nil, reader: reader)
    reader.reportUnknown()
  }

  private func readNetwork(
    _ name: String, _ table: TableNode, _ sort: NetworkSort, at place: SourceLocation
  ) {
    let reader = TableReader(table, what: "network '\(name)'", context: context, near: place)
    let among = reader.text("among")
    let from = reader.text("from")
    let to = reader.text("to")
    guard let ends = ends(among, from, to, sort, reader) else {
      study.unread.insert(name)
      readShape(name, table, sort, reader)
      return
    }
    let directed = reader.boolean("directed", default: false)
    if directed, ends.from != ends.to {
      reader.report("ties between two kinds are seen from both sides: 'directed' has no meaning")
    }
    var fields = ["weight"]
    if let declared = reader.record("fields", form: "level = 0") {
      for entry in declared.named {
        let place = reader.place(of: entry.name, in: "fields", declared)
        checkName(entry.name, "tie field", at: place)
        _ = context.number(entry.value, "tie field '\(entry.name)'", at: place)
        if entry.name == "weight" {
          context.report("'weight' is a field of every tie already", at: place)
        } else {
          fields.append(entry.name)
        }
      }
    }
    study.networks.append(
      NetworkDeclaration(
        name: name, location: place, from: ends.from, to: ends.to, directed: directed,
        tieFields: fields, table: table))
    // Read once for its mistakes; each scenario reads it again with its own parameters.
    _ = NetworkBuilder(study: study, context: context).generator(
      of: study.networks[study.networks.count - 1], counts: nil, reader: reader)
    reader.reportUnknown()
  }

  private func ends(
    _ among: String?, _ from: String?, _ to: String?, _ sort: NetworkSort, _ reader: TableReader
  ) -> (from: KindID, to: KindID)? {
    if let among {
      if from != nil || to != nil {
        reader.report("\(reader.what) has both 'among' and 'from'/'to'", at: "among")
      }
      return kind(among, reader, at: "among").map { ($0, $0) }
    }
    guard let from, let to else {
      reader.report(
        "\(reader.what) needs the kinds it ties",
        hints: [
          sort.joinsKinds
            ? "among = \"consumer\", or from = \"consumer\", to = \"firm\""
            : "among = \"consumer\""
        ])
      return nil
    }
    guard let first = kind(from, reader, at: "from"), let second = kind(to, reader, at: "to") else {
      return nil
    }
    if first != second, !sort.joinsKinds {
      reader.report("valence.\(sort.rawValue) ties actors of one kind: among = \"\(from)\"")
      return nil
    }
    return (first, second)
  }
}
