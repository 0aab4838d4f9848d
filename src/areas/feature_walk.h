#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "areas/json_walk.h"

namespace bina::areas {

/// Knows where in a file it is: in a layer, a feature, its properties, or its outline.
class FeatureWalk : public JsonSink {
public:
    void begin(bool array) override {
        auto const parent = role();
        m_frames.push_back({role_below(parent, array), array, 0});
        began(parent, array);
    }
    void end(bool array) override {
        auto const ended = role();
        m_frames.pop_back();
        this->ended(ended, array);
        count();
    }
    void key(std::string_view name) override {
        m_key = name;
        named(name);
    }
    void text(std::string_view value) override { scalar(value, true); }
    void number(std::string_view digits) override { scalar(digits, false); }
    void literal(std::string_view word) override {
        other_value(word);
        count();
    }

protected:
    enum class Role { nowhere, root, features, layers, layer, geometries, feature, properties, other };

    virtual void began(Role parent, bool array) = 0;
    virtual void ended(Role role, bool array) = 0;
    virtual void named(std::string_view) {}
    /// A string or number, and where it stands.
    virtual void value(std::string_view text, bool quoted) = 0;
    virtual void other_value(std::string_view word) = 0;

    Role role() const { return m_frames.empty() ? Role::nowhere : m_frames.back().role; }
    bool in_array() const { return !m_frames.empty() && m_frames.back().array; }
    std::size_t position() const { return m_frames.empty() ? 0 : m_frames.back().count; }
    std::string const& current_key() const { return m_key; }
    std::size_t depth() const { return m_frames.size(); }

private:
    struct Frame {
        Role role;
        bool array;
        std::size_t count;
    };

    Role role_below(Role parent, bool array) const {
        switch (parent) {
            case Role::nowhere:
                return array ? Role::other : Role::root;
            case Role::root:
                if (m_key == "features" && array) return Role::features;
                return m_key == "objects" && !array ? Role::layers : Role::other;
            case Role::layers:
                return array ? Role::other : Role::layer;
            case Role::layer:
                return m_key == "geometries" && array ? Role::geometries : Role::other;
            case Role::features:
            case Role::geometries:
                return array ? Role::other : Role::feature;
            case Role::feature:
                return m_key == "properties" && !array ? Role::properties : Role::other;
            default:
                return Role::other;
        }
    }
    void scalar(std::string_view text, bool quoted) {
        value(text, quoted);
        count();
    }
    void count() {
        if (!m_frames.empty()) ++m_frames.back().count;
    }

    std::vector<Frame> m_frames;
    std::string m_key;
};

}  // namespace bina::areas
