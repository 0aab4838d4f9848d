#pragma once
#include <string_view>

#include "base/result.h"

namespace bina::areas {

/// What a JSON text holds, in its order; every string and number arrives whole.
class JsonSink {
public:
    virtual ~JsonSink() = default;
    virtual void begin(bool array) = 0;
    virtual void end(bool array) = 0;
    virtual void key(std::string_view name) = 0;
    virtual void text(std::string_view value) = 0;
    virtual void number(std::string_view digits) = 0;
    virtual void literal(std::string_view word) = 0;  ///< true, false or null.
};

/// Reads one JSON value that fills `bytes` without keeping it in memory. Returns false for what is no JSON,
/// is not UTF-8, or is nested deeper than 24.
bool walk_json(std::string_view bytes, JsonSink& sink);

}  // namespace bina::areas
