-- The rows of the comparison matrix of definitions of value that every report with more than one prints,
-- and what the schools of thought say in them. Entries are inferred from the abstracts of the cited
-- papers, not quoted.
local traits = {}

--- One column of the matrix.
---@param to string Whose value it is.
---@param presence string Whether passive presence counts.
---@param others string Whether non-consumers and competitors count.
---@param time string When it arises.
---@param interaction string Whether it needs interaction.
---@param joint string Whether it is optimised jointly for several kinds.
---@return table<string, string>
local function column(to, presence, others, time, interaction, joint)
  return {
    ["value to"] = to,
    ["counts passive presence"] = presence,
    ["counts non-consumers / competitors"] = others,
    ["time"] = time,
    ["interaction needed"] = interaction,
    ["joint optimisation"] = joint,
  }
end

traits.customer = column("consumer", "no", "no", "use / exchange", "no", "no")
traits.experiential = column("consumer", "no", "no", "during experience", "yes", "no")
traits.clv = column("firm", "no", "no", "discounted future", "no", "no")
traits.cev = column("firm", "no (behaviour counted)", "prospects only (CRV, CIV)", "discounted future", "yes", "no")
traits.profit = column("firm", "no", "no", "exchange", "no", "no")
traits.well_being = column("any kind", "as the phases say", "as the kinds say", "stock over the run", "as the phases say", "no")
traits.network = column("member", "yes", "no", "while present", "no (aggregation suffices)", "no")
traits.externality = column("non-consumer", "yes", "yes", "while present", "no (aggregation suffices)", "no")
traits.reverse_use = column("consumer", "no", "no", "use", "no", "no")

return traits
