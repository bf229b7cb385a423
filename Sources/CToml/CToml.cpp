#include "CToml.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <cstring>
#include <string>
#include <string_view>

namespace {

struct Visitor {
  void *context;
  ValenceTomlVisit visit;

  void say(
      const std::string &table, const std::string &key, int32_t item, int32_t type,
      const char *text, const toml::node &node) const {
    const ValenceTomlEntry entry = {
        key.c_str(), table.c_str(), item,
        type,        text,          static_cast<int32_t>(node.source().begin.line)};
    visit(context, &entry);
  }

  void say(
      const std::string &table, const std::string &key, int32_t item,
      const toml::node &node) const {
    if (const auto *text = node.as_string()) {
      say(table, key, item, VALENCE_TOML_TEXT, text->get().c_str(), node);
    } else {
      say(table, key, item, VALENCE_TOML_OTHER, name(node), node);
    }
  }

  static const char *name(const toml::node &node) {
    switch (node.type()) {
      case toml::node_type::table: return "a table";
      case toml::node_type::array: return "a list";
      case toml::node_type::integer: return "a whole number";
      case toml::node_type::floating_point: return "a number";
      case toml::node_type::boolean: return "true or false";
      default: return "a date or time";
    }
  }

  void visit_entries(const std::string &name, const toml::table &table) const {
    for (const auto &[key, node] : table) {
      const std::string text(key.str());
      if (const auto *list = node.as_array()) {
        say(name, text, -1, VALENCE_TOML_LIST, "", node);
        int32_t item = 0;
        for (const auto &element : *list) say(name, text, item++, element);
      } else if (const auto *inner = node.as_table(); inner && name.empty()) {
        say(name, text, -1, VALENCE_TOML_TABLE, "", node);
        visit_entries(text, *inner);
      } else {
        say(name, text, -1, node);
      }
    }
  }
};

}  // namespace

int32_t valence_toml_read(
    const char *text, size_t length, void *context, ValenceTomlVisit visit, char *message,
    size_t message_size) {
  const toml::parse_result result = toml::parse(std::string_view(text, length));
  if (!result) {
    const toml::parse_error &error = result.error();
    const std::string_view what = error.description();
    const size_t count = what.size() < message_size ? what.size() : message_size - 1;
    std::memcpy(message, what.data(), count);
    message[count] = 0;
    return static_cast<int32_t>(error.source().begin.line);
  }
  Visitor{context, visit}.visit_entries("", result.table());
  return 0;
}
