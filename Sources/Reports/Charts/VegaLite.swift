/// Words of Vega-Lite's grammar, version 6.
///
/// Field names are this module's own; what users wrote appears as text and as data only, so that
/// nothing of it is read as an expression.
enum VegaLite {
  /// How a field is measured.
  enum Scale: String {
    case quantitative, nominal, ordinal
  }

  /// A user's text on a chart, on one line.
  static func text(_ text: String) -> JSONValue { .string(PlainText.line(text)) }

  /// As wide as there is room, as high as the rows need.
  static let fitting: JSONValue = ["type": "fit-x", "contains": "padding"]

  static func data(_ rows: [JSONValue]) -> JSONValue { ["values": .array(rows)] }

  /// A channel that shows a field.
  ///
  /// - Parameters:
  ///   - title: `nil` for none.
  ///   - more: further members of the channel.
  static func field(
    _ name: String, _ scale: Scale, title: String? = nil, _ more: JSONValue.Member...
  ) -> JSONValue {
    .object(
      [
        .init("field", .string(name)), .init("type", .string(scale.rawValue)),
        .init("title", title.map(text) ?? .null),
      ] + more)
  }

  /// A row of names in the order of the data.
  static func names(_ field: String, axis: JSONValue = ["ticks": false, "domain": false])
    -> JSONValue
  {
    self.field(field, .nominal, .init("sort", .null), .init("axis", axis))
  }

  /// Colours or dashes for the names in their order.
  static func category(_ field: String, names: [String], _ more: JSONValue.Member...) -> JSONValue {
    .object(
      [
        .init("field", .string(field)), .init("type", .string(Scale.nominal.rawValue)),
        .init("title", .null), .init("scale", ["domain": .array(names.map(text))]),
        .init("sort", .null),
      ] + more)
  }

  /// A line of a tooltip.
  static func tip(_ name: String, _ title: String, isNumber: Bool = true) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("field", .string(name)), .init("title", text(title)),
      .init("type", isNumber ? "quantitative" : "nominal"),
    ]
    if isNumber { members.append(.init("format", ".4~g")) }
    return .object(members)
  }

  /// Values that are not finite have no place on an axis.
  static func number(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(value)
  }
}
