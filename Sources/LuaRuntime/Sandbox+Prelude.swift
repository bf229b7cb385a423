/// The part of the sandbox that is written in Lua: environments, read-only tables, `require`.
///
/// It gets the table of everything that guests have and the internals that only it has, and returns
/// what the host uses. Its frames never show in a report; `raise` raises at the user's own line.
let sandboxPrelude = #"""
  local guest, internal = ...
  local next, setmetatable, mark, contents = internal.next, internal.setmetatable, internal.mark, internal.contents
  local debug, compile, invocation, raise = internal.debug, internal.compile, internal.invocation, internal.raise
  local type, error, tostring = guest.type, guest.error, guest.tostring
  local sub, concat = guest.string.sub, guest.table.concat

  local frozen = "this table is read-only while a study runs: captured tables are frozen after load"
  local memo = setmetatable({}, { __mode = "k" })

  -- Fills `proxy`, which is empty, so that it shows `value`; `shell` gives the proxy of a table.
  local function fill(value, proxy, shell, message)
    local shown, own = {}, {}
    for key, item in next, value do shown[shell(key)] = shell(item) end
    local meta = debug.getmetatable(value)
    if meta then
      for key, item in next, meta do
        if type(key) == "string" and sub(key, 1, 2) == "__" then own[key] = item end
      end
    end
    local upper = own.__index
    if type(upper) == "function" then
      setmetatable(shown, { __index = function(_, key) return upper(proxy, key) end })
    elseif upper ~= nil then
      setmetatable(shown, { __index = shell(upper) })
    end
    own.__index = shown
    own.__newindex = function() raise(message) end
    own.__len = own.__len or function() return #shown end
    if own.__metatable == nil then own.__metatable = meta and shell(meta) or false end
    own.__mode, own.__gc = nil, nil
    mark(own, shown, proxy)
    setmetatable(proxy, own)
  end

  -- Tables that refer to each other are frozen together; nothing is remembered before all is done,
  -- so that a limit in between leaves no half-filled proxy behind.
  local function freeze(root, message)
    if type(root) ~= "table" or contents(root) then return root end
    if memo[root] then return memo[root] end
    local fresh, work = {}, {}
    local function shell(value)
      if type(value) ~= "table" or contents(value) then return value end
      local proxy = memo[value] or fresh[value]
      if not proxy then
        proxy = {}
        fresh[value] = proxy
        work[#work + 1] = value
      end
      return proxy
    end
    shell(root)
    local index = 1
    while index <= #work do
      local value = work[index]
      fill(value, fresh[value], shell, message or frozen)
      index = index + 1
    end
    for value, proxy in next, fresh do memo[value] = proxy end
    return fresh[root]
  end

  -- Modules of the host by name, those from files by chunk: two files may have the same name.
  local made, loaded, loading, chunks, serial, find, check = {}, {}, {}, {}, nil, nil, nil

  local function require(name)
    if type(name) ~= "string" then raise("require needs the name of a module") end
    if made[name] then return made[name].value end
    if not find then raise("there is no module '" .. name .. "'") end
    if serial ~= invocation() then loading, chunks, serial = {}, {}, invocation() end
    local text, chunk = find(name, chunks[#chunks])
    if loaded[chunk] then return loaded[chunk].value end
    for index = 1, #chunks do
      if chunks[index] == chunk then
        raise("modules require each other: " .. concat(loading, " -> ", index) .. " -> " .. name)
      end
    end
    local body, message = compile(text, chunk)
    if not body then error(message, 0) end
    loading[#loading + 1], chunks[#chunks + 1] = name, chunk
    local done <close> = setmetatable({}, { __close = function()
      loading[#loading], chunks[#chunks] = nil, nil
    end })
    local value = body(name)
    if value == nil then value = true end
    check(chunk, value)
    loaded[chunk] = { value = value }
    return value
  end

  for name, library in next, guest do
    if type(library) == "table" then
      guest[name] = freeze(library, "the library table '" .. name .. "' is read-only")
    end
  end
  guest.require = require
  setmetatable(guest, {
    __index = function(_, name)
      raise("'" .. tostring(name) .. "' is not declared: a variable needs 'local'"
        .. " (or a global with that name does not exist)")
    end,
  })

  local environment = {}
  guest._G = environment
  local rules = {
    __index = guest,
    __newindex = function(_, name)
      if guest.rawget(guest, name) ~= nil then
        raise("'" .. tostring(name) .. "' is a name of the language: choose another one or write 'local'")
      end
      raise("'" .. tostring(name) .. "' is not declared: a variable needs 'local'")
    end,
    __metatable = false,
  }
  mark(rules, guest, environment)
  setmetatable(environment, rules)

  return {
    environment = environment,
    globals = guest,
    privileged = setmetatable(
      { debug = debug, rawnext = next, rawsetmetatable = setmetatable }, { __index = guest }),
    freeze = function(value) return freeze(value) end,
    forgetModules = function() loaded = {} end,
    setModule = function(name, value) made[name] = { value = value } end,
    setFinder = function(finder, checker) find, check = finder, checker end,
  }
  """#
