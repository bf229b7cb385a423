import Diagnostics
package import Studies

/// Help on every name that can be typed in a session: of the API, of plugins, and of the study.
///
/// The texts are those that editors and guides show. Nothing is read before it is asked for.
package final class HelpLibrary {
  private let folders: [String]
  private let plugins: PluginPlaces
  private lazy var index = Self.index(of: folders)
  /// Those of the annotation files.
  private(set) lazy var writtenEntries = index.entries

  /// - Parameters:
  ///   - folders: those with the annotation files.
  ///   - plugins: where plugins are that do not belong to the study's project.
  package init(folders: [String], plugins: PluginPlaces) {
    self.folders = folders
    self.plugins = plugins
  }

  private static func index(of folders: [String]) -> AnnotationIndex {
    var result = AnnotationIndex()
    for folder in folders {
      for name in FilePath.names(in: folder) where name.hasSuffix(".lua") {
        guard let bytes = try? FilePath.read(FilePath.join(folder, name), atMost: 4 << 20) else {
          continue
        }
        result.add(AnnotationFile(String(decoding: bytes, as: UTF8.self)))
      }
    }
    return result
  }

  /// What there is about a name.
  ///
  /// - Parameters:
  ///   - name: "valence.rule", "rule", "fusion.index", "self:peers", ":reload", a name of the study;
  ///     it may stand in quotes. Empty: what to type first.
  ///   - study: the one that is open; `nil`: none is.
  package func answer(_ name: String, study: Study?) -> HelpAnswer {
    let question = HelpQuestion(name)
    if question.text.isEmpty { return HelpOverview(study: study).answer }
    let found = found(question, study)
    if found.isEmpty { return unknown(question, study) }
    var whole = found.filter { $0.name == question.text }
    if whole.isEmpty { whole = found.filter { !$0.isOption } }
    if whole.isEmpty { whole = found }
    // Names that differ can be asked for; things of the same name are all shown.
    guard let name = whole.first?.name, whole.allSatisfy({ $0.name == name }) else {
      let rows = found.map { HelpBlock.Row(name: $0.label, text: $0.summary) }
      return HelpAnswer(
        isFound: true,
        blocks: [.line("There are \(found.count) of that name; ask for one of them:"), .rows(rows)])
    }
    var blocks = Array(whole.map(\.blocks).joined(separator: [.text([""])]))
    let others = found.filter { $0.name != name }.map(\.label)
    if !others.isEmpty { blocks.append(.text(["Also: \(others.joined(separator: ", "))"])) }
    return HelpAnswer(isFound: true, blocks: blocks)
  }

  /// The names that have an answer, in byte order, for completion.
  package func names(study: Study?) -> [String] {
    let all = written(study) + pluginHelp.names(for: script(of: study))
    return Set(all.map(\.name) + all.filter { !$0.isOption }.map(\.member)).sorted()
  }

  /// The entries of the study and of the API.
  private func written(_ study: Study?) -> [HelpEntry] {
    (study.map { StudyHelp(study: $0).entries } ?? []) + writtenEntries
  }

  private var pluginHelp: PluginHelp { PluginHelp(places: plugins, index: index) }

  /// Plugins are those that the study sees, without one those of the working folder.
  private func script(of study: Study?) -> String { study?.source.path ?? "prompt" }

  private func found(_ question: HelpQuestion, _ study: Study?) -> [HelpEntry] {
    let (written, script) = (written(study), script(of: study))
    let isAsked = question.matcher(among: written + pluginHelp.names(for: script))
    return written.filter(isAsked) + pluginHelp.entries(for: script, where: isAsked)
  }

  private func unknown(_ question: HelpQuestion, _ study: Study?) -> HelpAnswer {
    var blocks: [HelpBlock] = [.line("There is no help on '\(question.text)'.")]
    if writtenEntries.isEmpty {
      blocks.append(
        .text([
          "The texts of the API are not where this program is: valence install puts them there."
        ]))
    }
    let near = question.nearest(
      among: written(study) + pluginHelp.names(for: script(of: study)))
    if !near.isEmpty { blocks.append(.text(["Did you mean \(near.joined(separator: " or "))?"])) }
    blocks.append(.text(["? alone says what to type first."]))
    return HelpAnswer(isFound: false, blocks: blocks)
  }
}
