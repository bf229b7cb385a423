import Testing

@Suite("Mistakes in a study's tables: one message, at its line, with its hint")
struct ReaderMistakeTests {
  @Test("the head", arguments: head)
  func checkHead(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let head: [Mistake] = [
    Mistake(
      "name = \"Good\",\n", "nam = \"Good\", name = \"x\",\n", "the study has no 'nam'",
      hint: "'name'"),
    Mistake("name = \"Good\"", "name = 3", "'name' of the study must be a text, got the number 3"),
    Mistake("seed = 7", "seed = -7", "'seed' of the study must be"),
    Mistake("steps = 10", "steps = 0", "'steps' of the study must be from 1"),
    Mistake("steps = 10", "steps = 10.5", "must be a whole number, got 10.5"),
    Mistake("steps = 10", "stepps = 3, steps = 10", "no 'stepps'", hint: "did you mean 'steps'?"),
    Mistake(
      "warmup = 2", "warmup = 10", "warmup is 10, but the study has only 10 steps", hint: "larger"),
    Mistake("replications = 3", "replications = 0", "'replications' of the study must be"),
    Mistake("replications = 3", "replications = \"3\"", "must be a number, got the text '3'"),
    Mistake(
      "replications = 3", "replications = valence.until_precise { half_width = 1 }",
      "valence.until_precise needs 'measure'"),
    Mistake(
      "replications = 3", "replications = valence.until_precise { measure = \"x\" }",
      "valence.until_precise needs 'half_width'"),
    Mistake(
      "replications = 3",
      "replications = valence.until_precise { measure = \"x\", half_width = 0 }",
      "'half_width' of valence.until_precise must be above 0"),
    Mistake(
      "replications = 3",
      "replications = valence.until_precise { measure = \"x\", half_width = 1, at_least = 50, at_most = 30 }",
      "'at_most' of valence.until_precise, 30, is below 'at_least', 50"),
    Mistake(
      "replications = 3",
      "replications = valence.until_precise { measure = \"x\", half_width = 1, most = 10 }",
      "valence.until_precise has no 'most'", hint: "at_most"),
    Mistake(
      "seed = 7,", "seed = 7, §stop_when = 3,", "'stop_when' of the study must be a function"),
    Mistake(
      "baseline = \"plain\"", "baseline = \"plan\"", "the baseline 'plan' is no scenario",
      hint: "'plain'"),
    Mistake("baseline = \"plain\"", "baseline = 3", "the baseline must be the name of a scenario"),
    Mistake(
      "baseline = \"plain\"", "baseline = { rech = 0 }", "unknown parameter 'rech'", hint: "'reach'"
    ),
    Mistake("seed = 7,", "seed = 7, §notes = { 1 },", "'notes' of the study must hold texts only"),
  ]

  @Test("parameters and data", arguments: inputs)
  func checkInputs(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let inputs: [Mistake] = [
    Mistake(
      "visits = valence.integer(3)", "chance = 1, visits = valence.integer(3)",
      "a parameter cannot be called 'chance'"),
    Mistake(
      "visits = valence.integer(3)", "[\"two words\"] = 1, visits = valence.integer(3)",
      "parameter 'two words' is not a name"),
    Mistake(
      "reach = 0.1,\n", "reach = {},\n", "parameter 'reach' cannot be a table", hint: "valence.by"),
    Mistake("reach = 0.1,\n", "reach = 1/0,\n", "must be a finite number, got inf"),
    Mistake(
      "size = 20", "size = valence.small_world {}", "parameter 'size' cannot be valence.small_world"
    ),
    Mistake("valence.integer(3)", "valence.integer(3.5)", "must be a whole number, got 3.5"),
    Mistake(
      "valence.one_of { \"none\", \"uniform\" }", "valence.one_of { 1, 2 }",
      "valence.one_of needs a list of texts"),
    Mistake(
      "valence.by(practices, 0.5)", "valence.by(practices, { informing = 1 })",
      "no value for level 'helping'"),
    Mistake(
      "valence.by(practices, 0.5)", "valence.by(practices)",
      "valence.by needs the levels and the value"),
    Mistake("{ 1, [5] = 2 }", "{ [5] = 2 }", "valence.from needs the first value"),
    Mistake("{ 1, [5] = 2 }", "{ 1, [-5] = 2 }", "changes at step -5: steps count from 1"),
    Mistake("{ 1, [5] = 2 }", "{ 1, five = 2 }", "valence.from has steps as keys, not 'five'"),
    Mistake(
      "valence.csv { \"people.csv\" }", "\"people.csv\"",
      "data 'people' must be made by valence.csv"),
    Mistake("\"people.csv\"", "\"peple.csv\"", "there is no file 'peple.csv'"),
    Mistake("step = \"week\"", "step = \"weak\"", "'log.csv' has no column 'weak'", hint: "'week'"),
    Mistake(
      "step = \"week\"", "stp = \"week\", step = \"week\"", "data 'log' has no 'stp'",
      hint: "'step'"),
    Mistake(
      "\"pairs.csv\"", "\"pairs.csv\", types = {\n §a = \"integr\" }",
      "the type of column 'a' must be number, integer, text or boolean"),
  ]

  @Test("actors", arguments: actors)
  func checkActors(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let actors: [Mistake] = [
    Mistake("count = 1,", "cuont = 1, count = 1,", "kind 'firm' has no 'cuont'", hint: "'count'"),
    Mistake(
      "count = 1,", "count = -1,", "'count' of kind 'firm' must be from 0 to 2000000000, got -1"),
    Mistake("count = 1,", "count = 1.5,", "must be a whole number, got 1.5"),
    Mistake(
      "count = valence.parameter \"size\"", "count = valence.parameter \"sise\"",
      "unknown parameter 'sise'", hint: "'size'"),
    Mistake(
      "count = valence.parameter \"size\"", "count = valence.parameter \"open\"",
      "needs a number, but parameter 'open' is true"),
    Mistake("from = \"people\"", "from = \"peple\"", "unknown data 'peple'", hint: "'people'"),
    Mistake("key = \"id\"", "key = \"idd\"", "'people.csv' has no column 'idd'", hint: "'id'"),
    Mistake("key = \"id\",", "§count = 3, key = \"id\",", "has both 'count' and 'from'"),
    Mistake(
      "quality = valence", "§[\"my field\"] = 0, quality = valence",
      "field 'my field' is not a name"),
    Mistake("income = 0", "§peers = 0, income = 0", "a field cannot be called 'peers'"),
    Mistake("income = 0", "§start = 0, income = 0", "a field cannot be called 'start'"),
    Mistake(
      "skill = 1,", "skill = \"high\",", "cannot start as the text 'high'", hint: "valence.category"
    ),
    Mistake("adopted = false", "adopted = {}", "cannot start as a table", hint: "a distribution"),
    Mistake(
      "valence.beta(2, 3)", "valence.beta(2)",
      "valence.beta takes first shape, second shape; got 1 of 2 values"),
    Mistake(
      "valence.beta(2, 3)", "valence.beta(2, -3)", "valence.beta(2.0, -3.0): both must be above 0"),
    Mistake(
      "valence.beta(2, 3)", "valence.uniform(3, 2)", "the low end must not be above the high end"),
    Mistake("valence.beta(2, 3)", "valence.exponential(0)", "the rate must be above 0"),
    Mistake(
      "valence.beta(2, 3)", "valence.binomial(2.5, 0.1)", "the number of trials must be whole"),
    Mistake("valence.beta(2, 3)", "valence.poisson(-1)", "the mean must be at least 0"),
    Mistake("valence.beta(2, 3)", "valence.bernoulli(1.2)", "a probability is from 0 to 1"),
    Mistake("valence.beta(2, 3)", "valence.normal(\"a\", 1)", "the mean of valence.normal"),
    Mistake(
      "truncated_normal(0.6, 0.1, 0, 1)", "truncated_normal(0.6, 0.1, 1, 0)",
      "the low end must be below the high end"),
    Mistake(
      "{ good = 2, bad = 1 }", "{ good = 0, bad = 0 }",
      "the weights of valence.categorical are all 0"),
    Mistake(
      "{ good = 2, bad = 1 }", "{ good = -2, bad = 1 }", "a weight in field 'mood' of consumer"),
    Mistake("valence.integer(0)", "valence.integer(0.5)", "must be a whole number, got 0.5"),
    Mistake(
      "valence.integer(0)", "valence.integer(valence.normal(0, 1))",
      "must be a number, got valence.normal"),
    Mistake(
      "adopted = false", "adopted = valence.boolean(1)",
      "must start as true or false or by a function"),
    Mistake(
      "valence.category({ \"rich\", \"poor\" }, function",
      "valence.category({ \"rich\", \"rich\", \"poor\" }, function", "names a level twice"),
    Mistake(
      "mood = valence.categorical { good = 2, bad = 1 }",
      "mood = valence.category({ \"good\", \"bad\" }, \"god\")", "has no level 'god'",
      hint: "'good'"),
    Mistake(
      "mood = valence.categorical { good = 2, bad = 1 }", "mood = valence.category(\"good\")",
      "needs its levels"),
    Mistake(
      "valence.ref \"consumer\"", "valence.ref \"consumr\"", "unknown kind 'consumr'",
      hint: "'consumer'"),
    Mistake("valence.ref \"consumer\"", "valence.ref()", "valence.ref needs the name of a kind"),
    Mistake(
      "valence.ref \"consumer\"", "valence.ref(\"consumer\", 3)", "refers to nobody at first"),
    Mistake(
      "valence.rank \"skill\"", "valence.rank \"skil\"",
      "valence.rank needs the name of another field, got 'skil'", hint: "'skill'"),
    Mistake("valence.rank \"skill\"", "valence.rank \"segment\"", "valence.rank orders numbers"),
    Mistake(
      "valence.rank \"skill\"", "valence.rank \"place\"", "depend on each other: place needs place"),
    Mistake(
      "valence.column \"town\"", "valence.column \"twon\"", "'people.csv' has no column 'twon'",
      hint: "'town'"),
    Mistake(
      "income = 0", "income = valence.column \"age\"", "firm does not come from data",
      hint: "from = \"table\""),
    Mistake(
      "actors = {\n    consumer", "actors = {\n §robot = 3,\n    consumer",
      "kind 'robot' must be a table"),
    Mistake(
      "actors = {\n    consumer", "actors = { { count = 3 },\n    consumer",
      "'actors' of the study needs a name for each entry"),
  ]

  @Test("networks", arguments: networks)
  func checkNetworks(_ mistake: Mistake) throws { try expectOneFinding(mistake, in: goodStudy) }

  static let networks: [Mistake] = [
    Mistake(
      "degree = 4, rewire", "degre = 4, degree = 4, rewire", "network 'word' has no 'degre'",
      hint: "'degree'"),
    Mistake("degree = 4, rewire", "degree = 5, rewire", "'degree' of network 'word' must be even"),
    Mistake("degree = 4, rewire", "degree = 20, rewire", "20 ties each need more than 20 actors"),
    Mistake("degree = 4, rewire", "rewire", "network 'word' needs 'degree'"),
    Mistake(
      "rewire = 0.1", "rewire = 1.2", "'rewire' of network 'word' must be from 0 to 1, got 1.2"),
    Mistake(
      "word = valence.small_world { among = \"consumer\"",
      "word = valence.small_world { among = \"consumr\"",
      "unknown kind 'consumr' in network 'word'", hint: "'consumer'"),
    Mistake(
      "word = valence.small_world { among = \"consumer\"",
      "word = valence.small_world { from = \"consumer\", to = \"firm\"", "ties actors of one kind"),
    Mistake(
      "word = valence.small_world { among = \"consumer\"",
      "word = valence.small_world { among = \"consumer\", to = \"firm\"",
      "has both 'among' and 'from'/'to'"),
    Mistake(
      "word = valence.small_world { among = \"consumer\", ", "word = valence.small_world { ",
      "needs the kinds it ties"),
    Mistake(
      "word = valence.small_world", "word = valence.rule { \"x\" } or valence.small_world",
      "network 'word' cannot be valence.rule", hint: "valence.ring"),
    Mistake(
      "fields = { level = 0 }", "fields = { level = 0, weight = 2 }",
      "'weight' is a field of every tie already"),
    Mistake(
      "fields = { level = 0 }", "fields = { level = \"a\" }", "tie field 'level' must be a number"),
    Mistake(
      "valence.star { from = \"consumer\"", "valence.star { directed = true, from = \"consumer\"",
      "'directed' has no meaning"),
    Mistake("width = 5, height = 4", "width = 5, height = 5", "5 x 5 = 25 places for 20 actors"),
    Mistake(
      "width = 5, height = 4", "width = 5, height = 4, neighbours = \"mor\"",
      "must be \"moore\" or \"von_neumann\", got 'mor'"),
    Mistake(
      "width = 5, height = 4", "width = 0, height = 4", "'width' of network 'grid' must be from 1"),
    Mistake("source = \"a\"", "source = \"aa\"", "'pairs.csv' has no column 'aa'"),
    Mistake("data = \"pairs\"", "data = \"pear\"", "unknown data 'pear'", hint: "pairs"),
    Mistake(
      "weight = \"strength\"", "weight = \"strengt\"", "no column 'strengt'", hint: "'strength'"),
    Mistake(
      "grid = valence.lattice { among = \"consumer\", width = 5, height = 4 }",
      "grid = valence.random { among = \"consumer\", probability = 2 }",
      "'probability' of network 'grid' must be from 0 to 1"),
    Mistake(
      "grid = valence.lattice { among = \"consumer\", width = 5, height = 4 }",
      "grid = valence.random { among = \"consumer\", degree = 30 }",
      "a mean degree of 30.0 needs more than 20 actors"),
    Mistake(
      "grid = valence.lattice { among = \"consumer\", width = 5, height = 4 }",
      "grid = valence.random_ties { from = \"consumer\", to = \"firm\", degree = 2 }",
      "degree is 2, but there are only 1 to tie with"),
    Mistake(
      "grid = valence.lattice { among = \"consumer\", width = 5, height = 4 }",
      "grid = valence.preferential_attachment { among = \"consumer\", ties = 0 }",
      "'ties' of network 'grid' must be"),
    Mistake(
      "grid = valence.lattice { among = \"consumer\", width = 5, height = 4 }",
      "grid = valence.block_model { among = \"consumer\", by = \"skill\", probabilities = {} }",
      "must name a category of consumer, got 'skill'"),
    Mistake(
      "grid = valence.lattice { among = \"consumer\", width = 5, height = 4 }",
      "grid = valence.block_model { among = \"consumer\", by = \"segment\", probabilities = { { 1, 0 } } }",
      "must have 2 rows of 2 numbers"),
    Mistake(
      "grid = valence.lattice { among = \"consumer\", width = 5, height = 4 }",
      "grid = valence.block_model { among = \"consumer\", by = \"segment\", probabilities = { { 1, 0 }, { 0, 2 } } }",
      "a probability in network 'grid' must be from 0 to 1"),
    Mistake(
      "grid = valence.lattice { among = \"consumer\", width = 5, height = 4 }",
      "grid = valence.block_model { among = \"consumer\" }", "needs its blocks"),
  ]
}
