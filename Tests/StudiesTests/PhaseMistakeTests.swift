import Testing

@Suite("Mistakes in phases, values, scenarios and measures")
struct PhaseMistakeTests {
  @Test("phases", arguments: phases)
  func checkPhases(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let phases: [Mistake] = [
    Mistake(
      "valence.rule { \"adopt\", of = \"consumer\"",
      "valence.rule { \"adopt\", off = 3, of = \"consumer\"", "rule 'adopt' has no 'off'",
      hint: "'of'"),
    Mistake(
      "valence.rule { \"adopt\", of = \"consumer\"", "valence.rule { \"adopt\", of = \"consumr\"",
      "unknown kind 'consumr' in rule 'adopt'", hint: "'consumer'"),
    Mistake(
      "valence.rule { \"adopt\", of = \"consumer\"", "valence.rule { \"adopt\"",
      "rule 'adopt' needs 'of'"),
    Mistake(
      "valence.rule { \"adopt\", of = \"consumer\"", "valence.rule { of = \"consumer\"",
      "valence.rule needs its name first"),
    Mistake(
      "valence.rule { \"adopt\", of = \"consumer\"",
      "valence.rule { \"adopt\", marks = { \"x\" }, of = \"consumer\"",
      "rule 'adopt' has no 'marks'"),
    Mistake(
      "valence.presence { \"stay\"",
      "valence.rule { \"talk\", of = \"firm\", function() end },\n valence.presence { \"stay\"",
      "there are two phases named 'talk'"),
    Mistake(
      "along = \"market\"", "along = \"markt\"", "unknown network 'markt' in encounter 'offer'",
      hint: "'market'"),
    Mistake(
      "along = \"market\"", "along = \"consumer.invite\"", "'consumer.invite' is no reference",
      hint: "'inviter'"),
    Mistake(
      "along = \"market\"", "along = \"market\", §from = \"consumer\"",
      "has both 'along' and 'from'/'to'"),
    Mistake(
      "along = \"market\"", "along = \"market\", §match = {}",
      "'match' of encounter 'offer' needs 'replay'"),
    Mistake("pick = 2,", "pick = -1,", "'pick' of encounter 'talk' must be from 0"),
    Mistake("pick = 2,", "both = true, pick = 2,", "'both' has a meaning along a network only"),
    Mistake(
      "activation = \"random\"", "activation = \"randm\"", "unknown activation 'randm'",
      hint: "'random'"),
    Mistake("at = { 1, 5 }", "at = { 1, 11 }", "is to run at step 11, but the study has 10 steps"),
    Mistake("at = { 1, 5 }", "at = 0", "'at' of presence 'stay' must be from 1"),
    Mistake("at = { 1, 5 }", "at = {}", "'at' of presence 'stay' names no step"),
    Mistake(
      "marks = { \"failed\", \"recovered\" }", "marks = { \"failed\", \"gain\" }",
      "a mark cannot be called 'gain'"),
    Mistake(
      "marks = { \"failed\", \"recovered\" }", "marks = { \"failed\", \"failed\" }",
      "names the mark 'failed' twice"),
    Mistake(
      "marks = { \"failed\", \"recovered\" }", "marks = { \"failed\", \"sphere\" }",
      "'sphere' is both a tag and a mark"),
    Mistake(
      "marks = { \"failed\", \"recovered\" }", "marks = { \"failed\", \"two words\" }",
      "mark 'two words' is not a name"),
    Mistake("sphere = \"joint\"", "sphere = {}", "tag 'sphere' needs a text or a list of texts"),
    Mistake("sphere = \"joint\"", "sphere = { \"a\", \"a\" }", "tag 'sphere' names a level twice"),
    Mistake(
      "sphere = \"joint\"", "sphere = \"joint\", step = \"x\"", "a tag cannot be called 'step'"),
    Mistake(
      "tags = { practice = practices, sphere = \"joint\" }",
      "tags = { practice = practices, a = \"x\", b = \"x\", c = \"x\", d = \"x\", e = \"x\", f = \"x\", g = \"x\", h = \"x\" }",
      "has more than 8 tags"),
    Mistake(
      "replay = \"log\"", "replay = \"logs\"", "unknown data 'logs' in encounter 'buy'",
      hint: "'log'"),
    Mistake(
      "replay = \"log\"", "replay = \"people\"", "data 'people' does not say when its rows happen",
      hint: "step ="),
    Mistake(
      "replay = \"log\",", "replay = \"log\", §along = \"market\",",
      "'along' of encounter 'buy' has no meaning"),
    Mistake(
      "match = { friend = \"person\" }", "match = { frend = \"person\" }",
      "'log.csv' has no column 'frend'", hint: "'friend'"),
    Mistake(
      "match = { friend = \"person\" }", "match = { friend = \"firm\" }",
      "'firm' does not come from data: no key to match"),
  ]

  @Test("values, series and lenses", arguments: values)
  func checkValues(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let values: [Mistake] = [
    Mistake(
      "\"joy\", of = \"consumer\"", "\"joy\", of = \"consumr\"",
      "unknown kind 'consumr' in value 'joy'", hint: "'consumer'"),
    Mistake("\"joy\", of = \"consumer\"", "\"joy\", of = {}", "value 'joy' needs 'of'"),
    Mistake("unit = \"util\"", "unt = \"util\"", "value 'joy' has no 'unt'", hint: "'unit'"),
    Mistake("unit = \"util\"", "unit = 3", "'unit' of value 'joy' must be a text"),
    Mistake(
      "as = \"stock\"", "as = \"stok\"",
      "'as' of value 'income' must be flow, mean, stock or end, got 'stok'"),
    Mistake("as = \"stock\"", "discount = 0.1, as = \"stock\"", "only a flow is discounted"),
    Mistake("unit = \"util\"", "discount = -0.1", "'discount' of value 'joy' must be from 0"),
    Mistake(
      "unit = \"util\"", "due = \"begin\"", "'due' of value 'joy' must be start or end, got 'begin'"
    ),
    Mistake("unit = \"util\"", "to = \"frm\"", "unknown kind 'frm' in value 'joy'", hint: "'firm'"),
    Mistake("scale = 100", "scale = 0", "'scale' of value 'income' must be"),
    Mistake(
      "return self.income end,\n    },",
      "return self.income end,\n    },\n §valence.value { \"joy\", of = \"firm\", function() return 0 end },",
      "there are two value definitions named 'joy'"),
    Mistake(
      "valence.series { \"adopters\",", "valence.series {",
      "valence.series needs its name first and its function last"),
    Mistake(
      "{ \"service\", consumer = \"joy\"", "{ \"service\", consumr = \"joy\"",
      "unknown kind 'consumr' in lens 'service'", hint: "'consumer'"),
    Mistake(
      "{ \"service\", consumer = \"joy\"", "{ \"service\", consumer = \"joi\"",
      "unknown value definition 'joi'", hint: "'joy'"),
    Mistake(
      "{ \"service\", consumer = \"joy\"", "{ \"service\", consumer = \"income\"",
      "value 'income' is not defined for consumer"),
    Mistake("{ \"service\", consumer = \"joy\"", "{ consumer = \"joy\"", "a lens is { \"name\""),
  ]

  @Test("scenarios", arguments: scenarios)
  func checkScenarios(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let scenarios: [Mistake] = [
    Mistake(
      "{ \"loud\", reach = 0.5", "{ \"loud\", rech = 0.5", "unknown parameter 'rech'",
      hint: "'reach'"),
    Mistake(
      "{ \"loud\", reach = 0.5", "{ \"loud\", reach = \"much\"",
      "parameter 'reach' must be a number, got much"),
    Mistake(
      "{ \"loud\", reach = 0.5", "{ \"loud\", visits = 0.5",
      "parameter 'visits' must be a whole number, got 0.5"),
    Mistake(
      "{ \"loud\", reach = 0.5", "{ \"loud\", open = 1",
      "parameter 'open' must be true or false, got 1"),
    Mistake(
      "{ \"loud\", reach = 0.5", "{ \"loud\", campaign = \"unform\"",
      "parameter 'campaign' cannot be 'unform'", hint: "'uniform'"),
    Mistake(
      "[\"congruence.helping\"]", "[\"congruence.helpng\"]",
      "parameter 'congruence' has no level 'helpng'", hint: "'helping'"),
    Mistake("[\"congruence.helping\"]", "[\"reach.helping\"]", "parameter 'reach' has no levels"),
    Mistake("{ \"loud\", reach", "{ \"plain\", reach", "there are two scenarios named 'plain'"),
    Mistake(
      "{ \"loud\", reach", "{ reach",
      "a scenario is { \"name\", parameter = value, ... }, got a table"),
    Mistake(
      "without = { phase = \"offer\" }", "without = { phase = \"ofer\" }", "unknown phase 'ofer'",
      hint: "'offer'"),
    Mistake(
      "without = { phase = \"offer\" }", "without = { network = \"wrd\" }", "unknown network 'wrd'",
      hint: "'word'"),
    Mistake(
      "without = { phase = \"offer\" }", "without = { kind = \"frm\" }", "unknown kind 'frm'",
      hint: "'firm'"),
    Mistake(
      "without = { phase = \"offer\" }", "without = { phases = \"offer\" }", "has no 'phases'",
      hint: "'phase'"),
    Mistake(
      "without = { phase = \"offer\" }", "without = \"offer\"",
      "'without' of scenario 'silent firm' must be a table"),
    Mistake(
      "discard = \"failed\"", "discard = \"faild\"", "no phase declares the mark 'faild'",
      hint: "'failed'"),
    Mistake(
      "silence = { kind = \"consumer\", numbers = { 1, 2 } }", "silence = { numbers = { 1, 2 } }",
      "has numbers but no kind"),
    Mistake(
      "silence = { kind = \"consumer\", numbers = { 1, 2 } }",
      "silence = { kind = \"consumer\", numbers = { 0 } }",
      "a number in 'silence' of scenario 'half' must be"),
    Mistake(
      "silence = { kind = \"consumer\", numbers = { 1, 2 } }", "silence = 3",
      "'silence' of scenario 'half' cannot be the number 3"),
    Mistake(
      "silence = { kind = \"consumer\", numbers = { 1, 2 } }", "silence = \"ofer\"",
      "unknown phase 'ofer'", hint: "'offer'"),
    Mistake(
      "discard = \"failed\"", "count = { consumr = 3 }", "unknown kind 'consumr'",
      hint: "'consumer'"),
    Mistake(
      "discard = \"failed\"", "count = { person = 3 }",
      "how many 'person' there are is said by their data"),
    Mistake("discard = \"failed\"", "count = { consumer = -3 }", "the count of consumer must be"),
    Mistake(
      "discard = \"failed\"", "against = { rech = 1 }",
      "unknown parameter 'rech' in 'against' of scenario 'half'", hint: "'reach'"),
  ]

  @Test("measures", arguments: measures)
  func checkMeasures(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let measures: [Mistake] = [
    Mistake(
      "measures = {", "tables = {\n§3 },\n measures = {", "a table cannot be the number 3",
      hint: "valence.table"),
    Mistake(
      "measures = {",
      "tables = {\n§valence.table { \"t\", function(run) return {} end } },\n measures = {",
      "table 't' needs 'columns'"),
    Mistake(
      "measures = {",
      "tables = { valence.table { \"t\", columns = { \"a\" }, function(run)\n§run:actrs() end } },\n measures = {",
      "a run has no method 'actrs'", hint: "'actors'"),
    Mistake(
      "over = \"offer\"", "over = \"ofer\"", "unknown phase 'ofer' in measure 'failures'",
      hint: "'offer'"),
    Mistake(
      "over = \"offer\"", "over = \"adopt\"",
      "'adopt' is a rule: only encounters and presences have events"),
    Mistake(
      "over = \"offer\",\n      per", "over = \"talk\",\n      §per",
      "'talk' does not run along a network: its events have no tie"),
    Mistake(
      "per = \"tie\"", "per = \"ties\"",
      "'per' of measure 'failures' must be tie, initiator, partner or run, got 'ties'"),
    Mistake(
      "keep = { n = 0, failed = 0 }", "keep = { n = \"a\", failed = 0 }",
      "'n' in 'keep' of measure 'failures' must be a number"),
    Mistake(
      "gives = { \"all\", \"mean\" }", "gives = { \"all\", \"all\" }", "names a number twice"),
    Mistake(
      "gives = { \"all\", \"mean\" }", "givs = { \"all\", \"mean\" }",
      "measure 'failures' has no 'givs'", hint: "'gives'"),
    Mistake(
      "function(run) return run:kept \"failed\", run:kept \"n\" end,\n    },",
      "function(run) return run:kept \"failed\", run:kept \"n\" end,\n    },\n§valence.measure { \"mean joy\", function(run) return 0 end },",
      "there are two measures named 'mean joy'"),
    Mistake(
      "valence.measure { \"mean joy\", function",
      "valence.measure { \"mean joy\", per = \"tie\", function",
      "'per' of measure 'mean joy' needs 'over'"),
    Mistake(
      "valence.measure { \"mean joy\", function",
      "valence.measure { \"mean joy\", against = { rech = 1 }, function",
      "unknown parameter 'rech' in 'against' of measure 'mean joy'", hint: "'reach'"),
  ]
}
