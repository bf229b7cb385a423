-- Assertions about means and distributions over replicates. Each states how often it may be wrong and
-- takes as many replicates as that needs; the procedures are `TwoStageDesign`, `BoundedDesign` and
-- `DistanceDesign`.
--
-- All of them test a null model. `alarm` is the probability of contradicting it where it is right,
-- `power` that of contradicting it where the truth is `effect` away from it. `no_difference`,
-- `within_interval` and `distributed_as` state the null model, and fail where it is contradicted;
-- `greater_on_average` states that it is wrong, and fails where it is not contradicted.
local suite = ...
local host = suite.host

-- Unless a test says otherwise, either answer is wrong once in a thousand times at most.
local usual = { alarm = 0.001, power = 0.999, at_most = 2000 }

local function number(x) return ("%.4g"):format(x) end

-- A probability near 1 keeps its digits: 0.9999, not 1.
local function probability(p) return ("%.10g"):format(p) end
local function percent(level) return probability(100 * level) .. " %" end

-- Options ------------------------------------------------------------------------------------------

local common = {
  "study", "value", "kind", "measure", "output", "scenario", "sample", "effect", "alarm", "power",
  "at_most",
}

local types = {
  value = "string", kind = "string", measure = "string", output = "string", scenario = "string",
  sample = "function", range = "table", effect = "number", alarm = "number", power = "number",
  at_most = "number", low = "number", high = "number",
}

local function check_names(given, own)
  local names, known = { table.unpack(common) }, {}
  for _, name in ipairs(own) do names[#names + 1] = name end
  for _, name in ipairs(names) do known[name] = true end
  for key, value in pairs(given) do
    if not known[key] then
      suite.misuse(("there is no option '%s' here; %s"):format(
        tostring(key), host.option_hint(tostring(key), table.concat(names, " "))))
    end
    if types[key] and type(value) ~= types[key] then
      suite.misuse(("%s must be a %s, not %s"):format(key, types[key], suite.describe_value(value)))
    end
  end
end

local function check_rates(options)
  if not options.effect then
    suite.misuse "effect is missing: how large a deviation must be found decides how many replicates are run"
  end
  if not (options.effect > 0 and options.effect < math.huge) then
    suite.misuse "effect must be a number above 0"
  end
  if not (options.alarm > 0 and options.alarm < 0.5) then
    suite.misuse "alarm must be a probability above 0 and below 0.5"
  end
  if not (options.power >= 0.5 and options.power < 1) then
    suite.misuse "power must be a probability from 0.5 to below 1"
  end
end

local function check_source(options)
  if (options.sample == nil) == (options.study == nil) then
    suite.misuse "give either study, with a value or a measure of it, or sample, a function of the replicate's number"
  end
  if not options.study then
    for _, name in ipairs { "value", "kind", "measure", "output", "scenario" } do
      if options[name] then suite.misuse(name .. " belongs to a study, and there is a sample") end
    end
    return
  end
  suite.the_study(options.study, "the option study")
  if (options.value == nil) == (options.measure == nil) then
    suite.misuse "say what is looked at in the study: either value or measure"
  end
end

--- The options of an assertion, with the usual rates where none are given.
local function read(given, own)
  if type(given) ~= "table" then
    suite.misuse("a statistical assertion takes one table of options, not " .. suite.describe_value(given))
  end
  check_names(given, own)
  local options = {}
  for key, value in pairs(usual) do options[key] = value end
  for key, value in pairs(given) do options[key] = value end
  check_rates(options)
  check_source(options)
  return options
end

local function check_than(options)
  local kind = type(options.than)
  if kind == "number" or kind == (options.study and "string" or "function") then return end
  suite.misuse(options.study and "than must be the name of a scenario, \"twin\" or a number"
    or "than must be a second function of the replicate's number, or a number")
end

-- Replicates ---------------------------------------------------------------------------------------

--- What the numbers are, for messages: "benefit in 'app'".
local function subject(options)
  if options.sample then return "the sample" end
  local name = options.value or options.measure
  return options.scenario and ("%s in '%s'"):format(name, options.scenario) or name
end

--- Whether the numbers are differences between the sides of a pair.
local function is_paired(options)
  return type(options.than) == "string" or type(options.than) == "function"
end

local function sampled(sample, replicate)
  local value = sample(replicate)
  if type(value) == "number" then return value end
  suite.misuse(("the sample must be a number, not %s (replicate %d)"):format(
    suite.describe_value(value), replicate))
end

--- The numbers of replicates `first` to `last`; where there is none, the reason as a text.
local function observed(options, first, last)
  local than = options.than
  local values = {}
  if options.study then
    local count = last - first + 1
    local numbers, reasons = suite.replicates(options.study, {
      scenario = options.scenario, than = type(than) == "string" and than or nil,
      value = options.value, measure = options.measure, kind = options.kind, output = options.output,
      first = first, count = count,
    })
    for position = 1, count do values[position] = numbers[position] or reasons[position] end
    return values
  end
  for replicate = first, last do
    local value = sampled(options.sample, replicate)
    if type(than) == "function" then value = value - sampled(than, replicate) end
    values[#values + 1] = value
  end
  return values
end

local function reason(value)
  if type(value) == "string" then return value end
  return value ~= value and "not_a_number" or "infinite"
end

--- Adds the replicates up to number `last`; fails where one of them is not a number.
local function extend(values, options, last)
  local reasons, undefined = {}, 0
  for _, value in ipairs(observed(options, #values + 1, last)) do
    if type(value) == "number" and value - value == 0 then
      values[#values + 1] = value
    else
      local why = reason(value)
      reasons[why], undefined = (reasons[why] or 0) + 1, undefined + 1
    end
  end
  if undefined == 0 then return end
  local counts = {}
  for why, count in pairs(reasons) do counts[#counts + 1] = ("%s (%d)"):format(why, count) end
  suite.fail {
    message = ("%s is undefined in %d of %d replicates: %s"):format(
      subject(options), undefined, #values + undefined, table.concat(counts, ", ")),
  }
end

--- The number of replicates as an integer; fails where it is more than the test allows.
local function affordable(count, options)
  if count <= options.at_most then return math.tointeger(count) end
  suite.fail {
    message = ("%.0f replicates cannot resolve an effect of %s"):format(
      options.at_most, number(options.effect)),
    details = {
      { "needed", ("%s replicates"):format(count < 1e6 and ("%d"):format(count) or number(count)) },
      { "so", "ask for a larger effect, or allow more with at_most" },
    },
  }
end

--- The number that the randomness of the replicates derives from.
local function seed(options)
  if not options.study then return suite.seed() end
  return host.study_seed(suite.the_study(options.study, "the option study").study)
end

--- Fails with what everybody needs to see it again.
local function fail(options, message, details)
  details[#details + 1] = { "rates", ("alarm %s, power %s at an effect of %s, of this assertion alone"):format(
    probability(options.alarm), probability(options.power), number(options.effect)) }
  details[#details + 1] = { "seed", ("%d"):format(seed(options)) }
  details[#details + 1] = { "repeat", suite.command() }
  suite.fail { message = message, details = details }
end

-- Means --------------------------------------------------------------------------------------------

--- Estimate, low, high and what is said of the replicates, for values of unknown spread.
local function two_stages(options, tail)
  local values, first = {}, host.first_stage
  extend(values, options, first)
  local count = affordable(host.count(tail, options.power, options.effect, values), options)
  if count > first then extend(values, options, count) end
  local estimate, low, high, deviation = host.mean(tail, options.power, options.effect, values)
  local spread = deviation == 0 and ("the first %d are all equal"):format(first)
    or ("the first %d have a standard deviation of %s"):format(first, number(deviation))
  return estimate, low, high, ("%d replicates; %s"):format(count, spread)
end

--- The same for values from a range that they cannot leave.
local function one_stage(options, tail)
  local low, high = options.range[1], options.range[2]
  if type(low) ~= "number" or type(high) ~= "number" or not (low < high and high - low < math.huge) then
    suite.misuse "range must be two numbers, the smaller first: { 0, 1 }"
  end
  -- A difference of two numbers in the range lies as far below zero as above.
  if is_paired(options) then low, high = low - high, high - low end
  local count = affordable(host.bounded_count(tail, options.power, options.effect, high - low), options)
  local values = {}
  extend(values, options, count)
  for replicate, value in ipairs(values) do
    if value < low or value > high then
      suite.fail {
        message = ("%s leaves its range: replicate %d gives %s"):format(
          subject(options), replicate, suite.describe_value(value)),
      }
    end
  end
  local estimate, from, to = host.bounded_mean(tail, options.power, options.effect, high - low, values)
  return estimate, from, to, ("%d replicates between %s and %s"):format(count, number(low), number(high))
end

--- The interval for the mean, and what a failure says of it.
---
--- `tail` is the probability that it lies above the true mean, and also that it lies below.
local function interval(options, tail)
  local estimate, low, high, replicates = (options.range and one_stage or two_stages)(options, tail)
  return low, high, {
    { "estimate", number(estimate) .. (is_paired(options) and ", the mean difference of pairs" or ", the mean") },
    { "interval", ("[%s, %s] (%s)"):format(number(low), number(high), percent(1 - 2 * tail)) },
    { "n", replicates },
  }
end

--- The number that the mean is compared with, and its name.
local function compared(options)
  check_than(options)
  local than = options.than
  if type(than) == "number" then return than, number(than) end
  if type(than) == "function" then return 0, "the other sample" end
  return 0, than == "twin" and "in its twin" or ("in '%s'"):format(than)
end

suite.assertion("greater_on_average", function(given)
  local options = read(given, { "range", "than" })
  local than, name = compared(options)
  local low, _, details = interval(options, options.alarm)
  if low > than then return end
  fail(options, ("%s is not shown to be greater on average than %s"):format(subject(options), name), details)
end)

suite.assertion("no_difference", function(given)
  local options = read(given, { "range", "than" })
  local than, name = compared(options)
  local low, high, details = interval(options, options.alarm / 2)
  if low <= than and than <= high then return end
  fail(options, ("%s differs on average from %s"):format(
    subject(options), is_paired(options) and options.study and "that " .. name or name), details)
end)

suite.assertion("within_interval", function(given)
  local options = read(given, { "range", "than", "low", "high" })
  if type(options.than) == "number" then
    suite.misuse "than must not be a number here: low and high are what the mean is compared with"
  end
  if options.than ~= nil then check_than(options) end
  local least, most = options.low or -math.huge, options.high or math.huge
  if not (least <= most) or least == -math.huge and most == math.huge then
    suite.misuse "low and high say where the mean must be; one of them will do, and low is not above high"
  end
  local ends = options.low and options.high and 2 or 1
  local low, high, details = interval(options, options.alarm / ends)
  if high >= least and low <= most then return end
  fail(options, ("the mean of %s is %s"):format(
    subject(options), high < least and "below " .. number(least) or "above " .. number(most)), details)
end)

-- Distributions ------------------------------------------------------------------------------------

--- A distribution as it is written: "valence.normal(0, 1)".
local function distribution_text(as)
  if type(as) ~= "table" then return "the function says" end
  local numbers = {}
  for _, value in ipairs(as) do numbers[#numbers + 1] = number(value) end
  return ("valence.%s(%s)"):format(as.__sort, table.concat(numbers, ", "))
end

suite.assertion("distributed_as", function(given)
  local options = read(given, { "as" })
  if options.effect > 1 then
    suite.misuse "effect must be a distance between distributions, a difference of probabilities of 1 at most"
  end
  local as, values = options.as, {}
  host.check_distribution(as)
  local count = affordable(host.distance_count(options.alarm, options.power, options.effect), options)
  extend(values, options, count)
  local distance, place, bound = host.distance(options.alarm, options.power, options.effect, values, as)
  if distance <= bound then return end
  fail(options, ("%s is not distributed as %s"):format(subject(options), distribution_text(as)), {
    { "estimate", ("%s, the largest difference of probabilities, at %s"):format(number(distance), number(place)) },
    { "interval", ("[0, %s] for the distribution itself (%s)"):format(number(bound), percent(1 - options.alarm)) },
    { "n", ("%d replicates"):format(count) },
  })
end)
