import Testing

@testable import Interactive

/// What is completed, by what stands before the cursor.
@Suite struct CompletionContextTests {
  @Test(
    arguments: [
      ("", .indentation), ("   ", .indentation), ("\t", .indentation),
      ("for i = 1, 2 do\n", .indentation), ("f(\n  ", .indentation),
      (":", .command(prefix: "")), (":re", .command(prefix: "re")),
      ("  :re", .command(prefix: "re")),
      ("?", .question(prefix: "")), ("?valence.ru", .question(prefix: "valence.ru")),
      ("? valence.ru", .question(prefix: "valence.ru")),
      ("wor", .name(base: nil, prefix: "wor", isMethod: false)),
      ("x = wor", .name(base: nil, prefix: "wor", isMethod: false)),
      ("f(a, wor", .name(base: nil, prefix: "wor", isMethod: false)),
      ("f(\nwor", .name(base: nil, prefix: "wor", isMethod: false)),
      ("x = ", .name(base: nil, prefix: "", isMethod: false)),
      ("world.", .name(base: "world", prefix: "", isMethod: false)),
      ("world.con", .name(base: "world", prefix: "con", isMethod: false)),
      (
        "1 + world.consumer[12].tr",
        .name(base: "world.consumer[12]", prefix: "tr", isMethod: false)
      ),
      ("world.consumer:wh", .name(base: "world.consumer", prefix: "wh", isMethod: true)),
      (
        "print(world.consumer.trust:",
        .name(base: "world.consumer.trust", prefix: "", isMethod: true)
      ),
      ("f().x", .name(base: "", prefix: "x", isMethod: false)),
      ("measure \"fus", .text(prefix: "fus")), ("measure 'fus", .text(prefix: "fus")),
      ("measure(\"", .text(prefix: "")), ("value('a b', 'con", .text(prefix: "con")),
      ("'it\\'s", .text(prefix: "it\\'s")), ("\"it's", .text(prefix: "it's")),
      ("f('a', wor", .name(base: nil, prefix: "wor", isMethod: false)),
      ("'done'\nx = wor", .name(base: nil, prefix: "wor", isMethod: false)),
      (":load stu", .name(base: nil, prefix: "stu", isMethod: false)),
    ] as [(String, CompletionContext)])
  func theLastLineSaysWhatFollows(before: String, context: CompletionContext) {
    #expect(CompletionContext(before: before) == context)
  }
}
