/// A study without mistakes that uses most of what there is: tests change one thing in it.
let goodStudy = """
  local valence = require "valence"
  local practices = { "informing", "helping" }
  local level_of = { [0] = -1, 0.5, 1 }

  local function paid(c, env)
    return env.campaign == "uniform" and c.segment == "rich"
  end

  return valence.study {
    name = "Good",
    seed = 7,
    steps = 10,
    warmup = 2,
    replications = 3,
    baseline = "plain",
    parameters = {
      reach = 0.1,
      size = 20,
      open = true,
      visits = valence.integer(3),
      campaign = valence.one_of { "none", "uniform" },
      congruence = valence.by(practices, 0.5),
      price = valence.from { 1, [5] = 2 },
    },
    data = {
      people = valence.csv { "people.csv" },
      pairs = valence.csv { "pairs.csv" },
      log = valence.csv { "log.csv", step = "week" },
    },
    actors = {
      consumer = {
        count = valence.parameter "size",
        fields = {
          trust = valence.beta(2, 3),
          adopted = false,
          skill = 1,
          visits = valence.integer(0),
          spent = valence.flow(),
          segment = valence.category({ "rich", "poor" }, function(self)
            return self.skill > 1 and "rich" or "poor"
          end),
          mood = valence.categorical { good = 2, bad = 1 },
          inviter = valence.ref "consumer",
          place = valence.rank "skill",
        },
      },
      firm = {
        count = 1,
        fields = {
          quality = valence.truncated_normal(0.6, 0.1, 0, 1),
          income = 0,
        },
      },
      person = {
        from = "people",
        key = "id",
        fields = {
          age = valence.column "age",
          town = valence.column "town",
          boss = valence.ref("person", valence.column "boss"),
        },
      },
    },
    networks = {
      word = valence.small_world { among = "consumer", degree = 4, rewire = 0.1 },
      market = valence.star { from = "consumer", to = "firm", fields = { level = 0 } },
      grid = valence.lattice { among = "consumer", width = 5, height = 4 },
      known = valence.edge_list {
        among = "person",
        data = "pairs",
        source = "a",
        target = "b",
        weight = "strength",
      },
    },
    phases = {
      valence.rule { "adopt", of = "consumer", function(self, env)
        if self.adopted then return end
        for peer, tie in self:peers "word" do
          if peer.adopted and env:chance(env.reach * tie.weight, peer) then self.adopted = true end
        end
        self.visits = env:integer(0, env.visits)
      end },
      valence.encounter {
        "offer",
        along = "market",
        tags = { practice = practices, sphere = "joint" },
        marks = { "failed", "recovered" },
        function(consumer, firm, env, event)
          if not consumer.adopted then return end
          event.practice = env:one_of(practices)
          event.failed = env:chance(env.congruence[event.practice])
          event.tie.level = event.tie.level + level_of[1]
          firm:give("income", env.price)
          return paid(consumer, env) and 1 or 0, 0.5
        end,
      },
      valence.encounter {
        "talk",
        from = "consumer",
        to = "consumer",
        pick = 2,
        when = function(a, b, env) return a.trust > b.trust end,
        activation = "random",
        function(a, b, env)
          b.trust = math.min(1, b.trust + env.reach)
          return 0, 0
        end,
      },
      valence.presence { "stay", of = "person", at = { 1, 5 }, function(self, env) return 1 end },
      valence.encounter {
        "buy",
        replay = "log",
        from = "person",
        to = "firm",
        match = { friend = "person" },
        function(person, firm, env, event) return event.amount or 0, 1 end,
      },
    },
    values = {
      valence.value { "joy", of = "consumer", unit = "util", function(self, env)
        return self:gained "offer" + self:gained("talk", "total")
      end },
      valence.value {
        "income",
        of = "firm",
        as = "stock",
        unit = "EUR",
        scale = 100,
        function(self) return self.income end,
      },
    },
    series = {
      valence.series { "adopters", function(env) return env:count("consumer", "adopted") end },
    },
    lenses = {
      { "service", consumer = "joy", firm = "income" },
    },
    scenarios = {
      { "plain", reach = 0 },
      { "loud", reach = 0.5, ["congruence.helping"] = 0.8 },
      { "silent firm", without = { phase = "offer" } },
      { "half", silence = { kind = "consumer", numbers = { 1, 2 } }, discard = "failed" },
    },
    measures = {
      valence.measure { "mean joy", function(run, twin)
        local sum, n = 0, 0
        for c, other in run:actors "consumer" do
          sum, n = sum + c:value "joy" - c.start.trust, n + 1
        end
        return n > 0 and sum / n or valence.undefined "nobody"
      end },
      valence.measure {
        "failures",
        gives = { "all", "mean" },
        over = "offer",
        per = "tie",
        keep = { n = 0, failed = 0 },
        each = function(kept, event, env)
          kept.n = kept.n + 1
          if event.gain < 0 then kept.failed = kept.failed + 1 end
        end,
        function(run) return run:kept "failed", run:kept "n" end,
      },
    },
  }
  """
