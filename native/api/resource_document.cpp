#include "native/api/resource_document.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/json/parser.hpp"
#include "core/text/excerpt.hpp"

namespace hookstorm::native {
namespace {

using json::Kind;
using json::Value;

/// Reads one document.
class Document {
 public:
  explicit Document(const ResourceKind& kind) : kind_(kind) {}

  Result<Value> attributes(const Value& document, std::optional<std::string_view> id) {
    expect_kind(document, Kind::object, "", problems_);
    const Value* data =
        problems_.has_errors() ? nullptr : required(document, "", "data", Kind::object);
    const Value* attributes = nullptr;
    if (data != nullptr) {
      check_type(*data);
      check_id(*data, id);
      check_members(*data);
      attributes = required(*data, "/data", "attributes", Kind::object);
    }
    if (attributes != nullptr && attributes->find("id") != nullptr) {
      problems_.error(child_path(kAttributesPath, "id"), "unknown-field",
                      "The id of a resource is no attribute.");
    }
    return attributes == nullptr || problems_.has_errors() ? Result<Value>(problems_)
                                                           : Result<Value>(Value(*attributes));
  }

 private:
  /// The member, of the kind it must have; null where it is reported.
  const Value* required(const Value& parent, std::string_view parent_path, std::string_view name,
                        Kind kind) {
    const Value* value = parent.find(name);
    const std::string path = child_path(parent_path, name);
    if (value == nullptr) {
      problems_.error(path, "missing-field",
                      R"(The document needs this: {"data": {"type": "{}", "attributes": {…}}}.)",
                      {kind_.type});
      return nullptr;
    }
    expect_kind(*value, kind, path, problems_);
    return value->is(kind) ? value : nullptr;
  }

  void check_type(const Value& data) {
    const Value* type = required(data, "/data", "type", Kind::text);
    if (type != nullptr && type->text != kind_.type) {
      problems_.error("/data/type", "wrong-type", R"(The type of every {} is "{}".)",
                      {kind_.noun, kind_.type});
    }
  }

  void check_id(const Value& data, std::optional<std::string_view> id) {
    const Value* given = data.find("id");
    if (given == nullptr) {
      return;
    }
    if (!id) {
      problems_.error("/data/id", "unknown-field", "A new {} is given its id; leave it out.",
                      {kind_.noun});
    } else if (!given->is(Kind::text) || given->text != *id) {
      problems_.error("/data/id", "id-mismatch", "This is not the id of the {} in the path.",
                      {kind_.noun});
    }
  }

  void check_members(const Value& data) {
    static constexpr std::array<std::string_view, 3> kKnown = {"type", "id", "attributes"};
    for (const json::Member& member : data.members) {
      if (std::find(kKnown.begin(), kKnown.end(), member.name) == kKnown.end()) {
        problems_.error(child_path("/data", member.name), "unknown-field",
                        R"("{}" has no meaning here; attributes stand in "attributes".)",
                        {excerpt(member.name)});
      }
    }
  }

  const ResourceKind& kind_;
  Problems problems_;
};

}  // namespace

void expect_kind(const Value& value, Kind kind, std::string_view path, Problems& problems) {
  if (!value.is(kind)) {
    problems.error(std::string(path), "wrong-type", "This must be {}, not {}.",
                   {json::described(kind), json::described(value.kind)});
  }
}

Result<Value> resource_attributes(std::string_view body, const ResourceKind& kind,
                                  std::optional<std::string_view> id) {
  const Result<Value> document = json::parse(body);
  return document.ok() ? Document(kind).attributes(document.value(), id) : document;
}

}  // namespace hookstorm::native
