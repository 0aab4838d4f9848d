#pragma once
#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bina::cli {

/// docs/api/openapi.json, and whether a request or reply is as it says. Understands the part of JSON Schema
/// that the document uses, and refuses any other word, so that nothing in it is without effect.
class Contract {
public:
    using Faults = std::vector<std::string>;
    static constexpr auto file = SOURCE_DIR "/docs/api/openapi.json";

    Contract() {
        std::ifstream in(file);
        std::string const text{std::istreambuf_iterator<char>(in), {}};
        m_root = boost::json::parse(text);
    }

    boost::json::object const& paths() const { return m_root.at("paths").as_object(); }
    /// What is said of a route; null when nothing is.
    boost::json::object const* operation(std::string_view method, std::string_view path) const {
        auto const* const found = paths().if_contains(path);
        if (found == nullptr) return nullptr;
        std::string name(method);
        for (char& c : name) c = static_cast<char>(c - 'A' + 'a');
        auto const* const operation = found->as_object().if_contains(name);
        return operation == nullptr ? nullptr : &operation->as_object();
    }
    /// What of a reply is not as the document says; `type` is its media type.
    Faults reply_faults(boost::json::object const& operation, int status, std::string_view type,
                        std::string_view body) const {
        if (status >= 400)
            return media_faults(m_root.at("components").at("responses").at("Problem").as_object(), type,
                                body);
        auto const* const known = operation.at("responses").as_object().if_contains(std::to_string(status));
        if (known == nullptr) return {fmt::format("status {} is not in the document", status)};
        return media_faults(known->as_object(), type, body);
    }
    Faults request_faults(boost::json::object const& operation, std::string_view body) const {
        auto const* const known = operation.if_contains("requestBody");
        if (known == nullptr) return body.empty() ? Faults{} : Faults{"the document knows of no body"};
        auto const& content = known->as_object().at("content").as_object();
        auto const* const json = content.if_contains("application/json");
        if (json == nullptr || body.empty()) return {};
        Faults faults;
        check(json->as_object().at("schema"), boost::json::parse(body), "", faults);
        return faults;
    }

private:
    Faults media_faults(boost::json::object const& response, std::string_view type,
                        std::string_view body) const {
        auto const* const content = response.if_contains("content");
        if (content == nullptr)
            return body.empty() ? Faults{} : Faults{"the document knows of no reply's body"};
        auto const* const media = content->as_object().if_contains(type.substr(0, type.find(';')));
        if (media == nullptr) return {fmt::format("type {} is not in the document", type)};
        auto const* const schema = media->as_object().if_contains("schema");
        if (schema == nullptr || !type.contains("json") || type.contains("ndjson")) return {};
        Faults faults;
        check(*schema, boost::json::parse(body), "", faults);
        return faults;
    }

    static std::string_view kind_of(boost::json::value const& value) {
        if (value.is_null()) return "null";
        if (value.is_bool()) return "boolean";
        if (value.is_string()) return "string";
        if (value.is_array()) return "array";
        if (value.is_object()) return "object";
        return value.is_double() ? "number" : "integer";
    }
    static bool has_type(boost::json::value const& type, boost::json::value const& value) {
        auto const kind = kind_of(value);
        auto const same = [&](boost::json::value const& one) {
            return one.as_string() == kind || (one.as_string() == "number" && kind == "integer");
        };
        if (type.is_string()) return same(type);
        for (auto const& one : type.as_array())
            if (same(one)) return true;
        return false;
    }

    void check(boost::json::value const& schema, boost::json::value const& value, std::string const& path,
               Faults& faults) const {
        for (auto const& [word, rule] : schema.as_object()) {
            if (word == "$ref") {
                std::string_view const name(rule.as_string());
                check(m_root.at("components").at("schemas").at(name.substr(name.rfind('/') + 1)), value, path,
                      faults);
            } else if (word == "type") {
                if (!has_type(rule, value)) faults.push_back(fmt::format("{}: {}", path, kind_of(value)));
            } else if (word == "enum") {
                bool known = false;
                for (auto const& one : rule.as_array()) known = known || one == value;
                if (!known) faults.push_back(path + ": " + boost::json::serialize(value));
            } else if (word == "anyOf") {
                check_any(rule.as_array(), value, path, faults);
            } else if (word == "properties" || word == "required" || word == "additionalProperties" ||
                       word == "items") {
                continue;  // together, below
            } else if (word != "description" && word != "format") {
                throw std::logic_error("openapi.json: the test does not understand " + std::string(word));
            }
        }
        if (value.is_object()) check_members(schema.as_object(), value.as_object(), path, faults);
        if (auto const* const items = schema.as_object().if_contains("items"); items && value.is_array())
            for (std::size_t i = 0; i < value.as_array().size(); ++i)
                check(*items, value.as_array()[i], fmt::format("{}[{}]", path, i), faults);
    }
    void check_any(boost::json::array const& choices, boost::json::value const& value,
                   std::string const& path, Faults& faults) const {
        Faults all;
        for (auto const& one : choices) {
            Faults here;
            check(one, value, path, here);
            if (here.empty()) return;
            all.insert(all.end(), here.begin(), here.end());
        }
        faults.insert(faults.end(), all.begin(), all.end());
    }
    void check_members(boost::json::object const& schema, boost::json::object const& value,
                       std::string const& path, Faults& faults) const {
        auto const* const properties = schema.if_contains("properties");
        auto const* const rest = schema.if_contains("additionalProperties");
        if (auto const* const required = schema.if_contains("required"))
            for (auto const& name : required->as_array())
                if (!value.contains(name.as_string()))
                    faults.push_back(fmt::format("{}.{}: missing", path, std::string_view(name.as_string())));
        for (auto const& [name, member] : value) {
            auto const place = path + "." + std::string(name);
            auto const* const known = properties ? properties->as_object().if_contains(name) : nullptr;
            if (known)
                check(*known, member, place, faults);
            else if (rest && rest->is_object())
                check(*rest, member, place, faults);
            else if (properties && !(rest && rest->is_bool() && rest->as_bool()))
                faults.push_back(place + ": not in the document");
        }
    }

    boost::json::value m_root;
};

}  // namespace bina::cli
