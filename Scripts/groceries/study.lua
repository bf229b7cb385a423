-- What do my groceries say?
--
-- Shops use purchase data for themselves. Here they are used in reverse: they are refined with
-- nutrition data and given back to the households that they describe (Saarijärvi's reverse use of
-- customer data).
--
--     ./valence run Scripts/groceries/study.lua                       75 households
--     ./valence run Scripts/groceries/study.lua focus=2144            another household's page
--     ./valence run Scripts/groceries/study.lua bootstrap=true        households drawn anew
--     ./valence run Scripts/groceries/study.lua --data sample=full    all 2,469, see README.md
--
-- Part one replays what the households of a real log bought in twelve months and says, for every
-- household and month, what part of its food money went to fruit and vegetables, how its food
-- scores on a nutrient profile, and the same over three months: the scenario "no feedback" is the
-- log as it was recorded. Part two asks on the same households what would change if they were told,
-- without and with a coupon. README.md and SOURCES.md in this folder say what the data are.

local valence = require "valence"

local own = "own operationalisation"
local log = "dunnhumby, The Complete Journey, one year as cut by the R package completejourney"

-- How a household may use its page, from the least to the most interested quarter.
local uses = { "playing", "check-pointing", "learning", "goal-orientation" }

local function ratio(part, whole)
  if whole == 0 then return valence.undefined "zero_denominator" end
  return part / whole
end

return valence.study {
  name = "What do my groceries say?",
  question = "What do real purchases say about a household, and who gains if it is told?",
  notes = {
    "Weights are money, not grams: a share of food money is not a share of what was eaten. "
      .. "Nutrition is the mean of a category; purchases elsewhere are not in the log.",
    "No margin is shown, because the log has no costs. No customer lifetime value is shown, because "
      .. "the households are frequent shoppers whose earlier history is cut off (left-censored).",
    "A scenario can only drop or rescale what the log recorded. So a household can buy other food or "
      .. "leave, but nobody can be won or kept who was lost in the log: what the feedback does for "
      .. "loyalty cannot be seen here.",
    "The households are exactly those of the log, so what was recorded has no spread, and intervals "
      .. "hold chance in the assumptions only. With bootstrap=true each replicate draws the households "
      .. "anew, with replacement: then the spread of the replicates also holds what the choice of "
      .. "households contributes.",
    "Every parameter whose name begins with assumed_ is an assumption without a source in the data. "
      .. "Vary it before you believe what depends on it.",
    "Who is interested, who accepts the official yardstick and how much of its food a household buys "
      .. "here is drawn, not observed.",
    "The sources in the tables are as recorded in every scenario: food that is changed in a scenario "
      .. "changes shares and scores only.",
  },

  seed = 2017,
  steps = 12,                 -- months of 2017
  replications = 10,

  parameters = {
    feedback = false,         -- are households told?
    coupon = 0,               -- USD a month on better food for whoever opens the page
    focus = 1376,             -- household_id of the household whose own page is shown
    bootstrap = false,        -- does each replicate draw the households anew?
    less_healthy = 4,         -- points from which food counts as less healthy (Ofcom 2004/5)

    assumed_opening = 0.6,          -- chance that a household opens its page in a month
    assumed_belief = 0.8,           -- share of households that accept the official yardstick
    assumed_usefulness = valence.by(uses, {
      playing = 0.2, ["check-pointing"] = 0.5, learning = 0.8, ["goal-orientation"] = 1 }),
    assumed_effort = 0.05,          -- what opening the page costs a household, in utils
    assumed_change = 1,             -- chance to change food, per unit of engagement
    assumed_coupon_change = 0.25,   -- added to that chance by a coupon
    assumed_part = 0.05,            -- part of less healthy food given up with each change
    assumed_limit = 0.3,            -- largest part that is given up
    assumed_disturbance = 0.1,      -- chance to be disturbed, for whom the page says nothing
    assumed_hurt = 0.5,             -- what being disturbed costs, in utils
    assumed_leaving = 0.1,          -- chance that whoever is disturbed shops elsewhere from then on
    assumed_page_cost = 0.05,       -- USD that a page costs the firm
  },

  data = {
    purchases = valence.csv { "sample/purchases.csv", step = "month", source = log, licence = "CC0 1.0 and MIT" },
    households = valence.csv { "sample/households.csv", source = log, licence = "CC0 1.0 and MIT" },
    stores = valence.csv { "sample/stores.csv", source = log, licence = "CC0 1.0 and MIT" },
    categories = valence.csv { "sample/categories.csv", licence = "public domain; points as Valence",
      source = "USDA National Nutrient Database, Standard Reference, by category; points of our own, see SOURCES.md" },
  },

  actors = {
    household = {
      from = "households", key = "household_id", resample = valence.parameter "bootstrap",
      fields = {
        id = valence.column "household_id",

        -- This month, as recorded.
        spend = valence.flow(), shelf = valence.flow(), saved = valence.flow(), food = valence.flow(),
        better = valence.flow(), better_fruit = valence.flow(), better_points = valence.flow(),
        worse = valence.flow(), worse_fruit = valence.flow(), worse_points = valence.flow(),

        -- This month, as bought in the scenario: money spent on food with nutrition data, money
        -- spent on fruit and vegetables, money times points; and the share and score they give.
        known = valence.flow(), fruit = valence.flow(), points = valence.flow(), moved = valence.flow(),
        share = 0, score = 0,

        -- The two months before, three months together, and the year.
        known_1 = 0, fruit_1 = 0, points_1 = 0, known_2 = 0, fruit_2 = 0, points_2 = 0,
        rolling_share = 0, rolling_score = 0, first_score = 0,
        year_spend = 0, year_food = 0, year_known = 0, year_fruit = 0, year_points = 0, year_moved = 0,
        first_quarter = 0, trips = 0, basket = 0, unnamed = 0,

        -- What the log does not know: assumptions.
        wallet = valence.beta(4, 3),             -- part of all its food that it buys here
        interest = valence.uniform(0, 1),        -- in healthy food
        believes = valence.bernoulli(valence.parameter "assumed_belief"),
        keenness = valence.rank "interest",
        use = valence.category(uses, function(self)
          if self.keenness < 0.25 then return "playing" end
          if self.keenness < 0.5 then return "check-pointing" end
          if self.keenness < 0.75 then return "learning" end
          return "goal-orientation"
        end),
        change = 0,                              -- part of less healthy food that is given up
        voucher = valence.flow(),
        left = false,
      },
    },
    store = { from = "stores", key = "store_id",
      fields = { id = valence.column "store_id", sales = valence.flow(), year_sales = 0 } },
    category = {
      from = "categories", key = "category",
      fields = {
        name = valence.column "category", is_food = valence.column "is_food",
        fv_pct = valence.column "fv_pct", npm_points = valence.column "npm_points",
        spent = 0, points = 0, fruit = 0, page_spent = 0, page_points = 0, page_fruit = 0,
      },
    },
    firm = {
      count = 1,
      fields = { sales = valence.flow(), shelf = valence.flow(), retained = valence.flow(), kept = 0 },
    },
    -- What the household of parameter "focus" sees.
    page = {
      count = 1,
      fields = {
        known = valence.flow(), fruit = valence.flow(), points = valence.flow(),
        rolling_known = valence.flow(), rolling_fruit = valence.flow(), rolling_points = valence.flow(),
        year_known = 0, year_fruit = 0, year_points = 0,
      },
    },
  },

  networks = { service = valence.star { from = "household", to = "firm" } },

  phases = {
    -- Part two. From the fourth month on every household gets a page about its last three months.
    -- Reverse-use value = about x for x use - effort: the page must be about the household (does it
    -- buy here, and do the data know what it bought?) and for it (does it care, and does it believe
    -- the yardstick?). If either is 0, nothing is left but the effort.
    valence.encounter { "feedback", along = "service", activation = "ordered",
      tags = { use_type = uses }, marks = { "opened", "disturbed", "quit" },
      function(household, firm, env, event)
        if not env.feedback or env.step < 4 or household.left then return end
        if household.rolling_score ~= household.rolling_score then return end  -- bought no food
        event.use_type = household.use
        if not env:chance(env.assumed_opening) then
          event.active = false
          return 0, -env.assumed_page_cost
        end
        event.opened = true
        local about = household.wallet * household.year_known / household.year_food
        local relevance = household.believes and household.interest or 0
        local gain = about * relevance * env.assumed_usefulness[household.use] - env.assumed_effort
        if env:chance(env.assumed_disturbance * (1 - relevance)) then
          event.disturbed = true
          if env:chance(env.assumed_leaving) then event.quit, household.left = true, true end
          return gain - env.assumed_hurt, -env.assumed_page_cost
        end
        household.voucher = env.coupon
        local chance = env.assumed_change * about * relevance
        if env.coupon > 0 then chance = chance + env.assumed_coupon_change end
        if env:chance(math.min(1, chance)) then
          household.change = math.min(env.assumed_limit, household.change + env.assumed_part)
        end
        return gain, -env.assumed_page_cost
      end },

    -- Part one. Every line of the log is an encounter: the household gains the discounts, the store
    -- the money. `event` has the columns; event.category is the actor that the column names.
    valence.encounter { "purchases", replay = "purchases", from = "household", to = "store",
      match = { category = "category" },
      function(household, store, env, event)
        if household.left then return end
        local sales, category = event.sales, event.category
        local saved = event.retail_disc + event.coupon_disc + event.coupon_match_disc
        household.spend = household.spend + sales
        household.saved = household.saved + saved
        household.shelf = household.shelf + sales + event.retail_disc + event.coupon_match_disc
        store.sales = store.sales + sales
        if event.basket_id ~= household.basket then
          household.basket, household.trips = event.basket_id, household.trips + 1
        end
        if category == nil then
          household.unnamed = household.unnamed + 1
          return saved, sales
        end
        if category.is_food then household.food = household.food + sales end
        local score = category.npm_points
        if score ~= score then return saved, sales end             -- no nutrition data
        local fruit, points = sales * category.fv_pct / 100, sales * score
        if score < env.less_healthy then
          household.better = household.better + sales
          household.better_fruit = household.better_fruit + fruit
          household.better_points = household.better_points + points
        else
          household.worse = household.worse + sales
          household.worse_fruit = household.worse_fruit + fruit
          household.worse_points = household.worse_points + points
        end
        category.spent = category.spent + sales
        category.points = category.points + points
        category.fruit = category.fruit + fruit
        if household.id == env.focus then
          category.page_spent = category.page_spent + sales
          category.page_points = category.page_points + points
          category.page_fruit = category.page_fruit + fruit
        end
        return saved, sales
      end },

    -- The end of a month. Money taken from less healthy food goes to the household's own better
    -- food, in the proportions in which it bought that this month.
    valence.rule { "month", of = "household", function(self, env)
      local part = self.better > 0 and self.change or 0
      self.moved = part * self.worse
      self.known = self.better + self.worse
      self.fruit, self.points = self.better_fruit + self.worse_fruit, self.better_points + self.worse_points
      if part > 0 then
        self.fruit = self.fruit - part * self.worse_fruit + self.moved * self.better_fruit / self.better
        self.points = self.points - part * self.worse_points + self.moved * self.better_points / self.better
      end
      self.share, self.score = self.fruit / self.known, self.points / self.known   -- 0/0: undefined

      local known = self.known + self.known_1 + self.known_2
      local fruit = self.fruit + self.fruit_1 + self.fruit_2
      local points = self.points + self.points_1 + self.points_2
      self.rolling_share, self.rolling_score = fruit / known, points / known
      self.known_2, self.fruit_2, self.points_2 = self.known_1, self.fruit_1, self.points_1
      self.known_1, self.fruit_1, self.points_1 = self.known, self.fruit, self.points
      if env.step == 3 then self.first_score = self.rolling_score end

      local voucher = math.min(self.voucher, self.better)
      local paid = self.spend - voucher
      self.saved = self.saved + voucher
      self.year_spend, self.year_food = self.year_spend + self.spend, self.year_food + self.food
      self.year_known, self.year_fruit = self.year_known + self.known, self.year_fruit + self.fruit
      self.year_points, self.year_moved = self.year_points + self.points, self.year_moved + self.moved

      local firm = env:the "firm"
      firm:give("sales", paid)
      firm:give("shelf", self.shelf)
      if env.step <= 3 then
        self.first_quarter = self.first_quarter + self.spend
      elseif env.step >= 10 and self.first_quarter > 0 then
        firm:give("retained", paid)
      end

      if self.id == env.focus then
        local page = env:the "page"
        page:give("known", self.known)
        page:give("fruit", self.fruit)
        page:give("points", self.points)
        page:give("year_known", self.known)
        page:give("year_fruit", self.fruit)
        page:give("year_points", self.points)
        if env.step >= 3 then
          page:give("rolling_known", known)
          page:give("rolling_fruit", fruit)
          page:give("rolling_points", points)
        end
      end
    end },
    valence.rule { "firm's month", of = "firm", function(self) self.kept = self.kept + self.retained end },
    valence.rule { "store's month", of = "store", function(self)
      self.year_sales = self.year_sales + self.sales
    end },
  },

  -- Value, as several schools would count it. The report shows the mean of each over its kind; a
  -- household for which one is undefined does not count in it.
  values = {
    valence.value { "fruit and vegetables", of = "household", as = "end", unit = "share of food money", source = own,
      function(self)
        if self.year_known == 0 then return valence.undefined "no_food_bought" end
        return self.year_fruit / self.year_known
      end },
    -- Points are bad: the score of months 1 to 3 minus that of months 10 to 12.
    valence.value { "improvement", of = "household", as = "end", unit = "points", source = own,
      function(self)
        local gain = self.first_score - self.rolling_score
        if gain ~= gain then return valence.undefined "no_food_bought" end
        return gain
      end },
    -- Loyalty card, makers' coupons and the shop's own.
    valence.value { "savings", of = "household", unit = "USD", source = own, function(self) return self.saved end },
    valence.value { "reverse use", of = "household", unit = "util",
      source = "own operationalisation after Saarijärvi: about x for x use - effort",
      function(self) return self:gained "feedback" end },

    -- What the shops received, less what the coupon of part two costs.
    valence.value { "net sales", of = { "firm", "store" }, unit = "USD", source = own,
      function(self) return self.sales end },
    -- What households that bought in the first quarter spend in the last: left-censored data allow
    -- no more about retention.
    valence.value { "retained spend", of = "firm", as = "end", unit = "USD", source = own,
      function(self) return self.kept end },
    -- What the same goods would have brought at shelf prices: a price cut or a coupon costs the firm
    -- nothing under this definition, and all it is worth under net sales.
    valence.value { "discount-corrected sales", of = "firm", unit = "USD", source = own,
      function(self) return self.shelf end },
    valence.value { "service", of = "firm", unit = "USD", source = own,          -- what the pages cost: below 0
      function(self) return self:gained "feedback" end },
  },
  lenses = {
    { "eating well", household = "fruit and vegetables", firm = "net sales" },
    { "eating better", household = "improvement", firm = "retained spend" },
    { "saving money", household = "savings", firm = "discount-corrected sales" },
    { "reverse use", household = "reverse use", firm = "retained spend" },
  },

  scenarios = {
    { "no feedback" },
    { "feedback", feedback = true },
    { "feedback and coupon", feedback = true, coupon = 2 },
  },
  baseline = "no feedback",

  measures = {
    -- Of all food money, where the definitions above are means over households.
    valence.measure { "food", gives = { "fruit and vegetables", "profile score" }, source = own,
      function(run)
        local known = run:sum("household", "year_known")
        return ratio(run:sum("household", "year_fruit"), known), ratio(run:sum("household", "year_points"), known)
      end },

    valence.measure { "feedback", gives = { "households that left", "food money moved" }, source = own,
      function(run)
        local known = run:sum("household", "year_known")
        return run:count("household", "left") / run:count "household", ratio(run:sum("household", "year_moved"), known)
      end },

    -- Who gains by it: points gained over the twin that was told nothing.
    valence.measure { "points gained", of = "household", by = "use", unit = "points", source = own,
      function(self, twin)
        if not twin or self.year_known <= 0 or twin.year_known <= 0 then return end
        return twin.year_points / twin.year_known - self.year_points / self.year_known
      end },

    -- One household's own page: parameter "focus". Undefined where the replicate did not draw it.
    valence.measure { "page", gives = { "fruit and vegetables", "profile score" }, source = own,
      function(run)
        local known = run:sum("page", "year_known")
        return ratio(run:sum("page", "year_fruit"), known), ratio(run:sum("page", "year_points"), known)
      end },
  },

  -- Month by month.
  series = {
    valence.series { "net sales", function(env) return env:sum("firm", "sales") end },
    valence.series { "food money", function(env) return env:sum("household", "known") end },
    valence.series { "fruit and vegetables", function(env)
      return env:sum("household", "fruit") / env:sum("household", "known")
    end },
    valence.series { "profile score", function(env)
      return env:sum("household", "points") / env:sum("household", "known")
    end },
    valence.series { "page: food money", function(env) return env:sum("page", "known") end },
    valence.series { "page: fruit and vegetables", function(env)
      return env:sum("page", "fruit") / env:sum("page", "known")
    end },
    valence.series { "page: profile score", function(env)
      return env:sum("page", "points") / env:sum("page", "known")
    end },
    valence.series { "page: fruit and vegetables, three months", function(env)
      return env:sum("page", "rolling_fruit") / env:sum("page", "rolling_known")
    end },
    valence.series { "page: profile score, three months", function(env)
      return env:sum("page", "rolling_points") / env:sum("page", "rolling_known")
    end },
  },

  tables = {
    valence.table { "The log", columns = { "counted", "number" }, note = "As replayed.",
      rows = { "lines", "lines without category", "shopping trips", "households that bought", "stores that sold",
               "USD net sales", "USD net sales of food", "USD net sales of food with nutrition data" },
      function(run)
        local buyers, sellers = 0, 0
        for household in run:actors "household" do
          if household.trips > 0 then buyers = buyers + 1 end
        end
        for store in run:actors "store" do
          if store.year_sales > 0 then sellers = sellers + 1 end
        end
        return run:events "purchases", run:sum("household", "unnamed"), run:sum("household", "trips"), buyers, sellers,
          run:sum("household", "year_spend"), run:sum("household", "year_food"), run:sum("household", "year_known")
      end },
    valence.table { "One household, month by month",
      columns = { "month", "fruit and vegetables", "profile score", "fruit and vegetables, three months",
                  "profile score, three months" },
      note = "Share of food money, and points of the nutrient profile, fewer being better: parameter focus.",
      series = { "page: fruit and vegetables", "page: profile score",
                 "page: fruit and vegetables, three months", "page: profile score, three months" } },
    valence.table { "What the household's food is made of", of = "category",
      columns = { "category", "part of food money", "part of bad points", "part of fruit and vegetables" },
      parts = { "part of food money", "part of bad points", "part of fruit and vegetables" },
      sort = "part of bad points", top = 10,
      note = "The ten categories that add most to its points above 0, in the year.",
      function(self)
        if self.page_spent <= 0 then return end
        return self.name, self.page_spent, math.max(0, self.page_points), self.page_fruit
      end },
    valence.table { "What all households' food is made of", of = "category",
      columns = { "category", "part of food money", "part of bad points", "part of fruit and vegetables" },
      parts = { "part of food money", "part of bad points", "part of fruit and vegetables" },
      sort = "part of bad points", top = 10,
      note = "The ten categories that add most to the points above 0, in the year.",
      function(self)
        if self.spent <= 0 then return end
        return self.name, self.spent, math.max(0, self.points), self.fruit
      end },
    valence.table { "Household value, side by side", of = "household",
      columns = { "household", "USD spent", "fruit and vegetables", "improvement in points", "USD saved", "reverse use" },
      sort = "USD spent", top = 100,
      note = "The hundred that spent most. A household that was drawn twice stands twice.",
      function(self)
        return self.id, self.year_spend, self:value "fruit and vegetables", self:value "improvement",
          self:value "savings", self:value "reverse use"
      end },
    valence.table { "Stores", of = "store", columns = { "store", "USD net sales" }, sort = "USD net sales", top = 10,
      note = "The ten that sold most.",
      function(self) return self.id, self:value "net sales" end },
  },
}
