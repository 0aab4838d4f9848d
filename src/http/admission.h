#pragma once
#include <string>

#include "http/core.h"

namespace bina::http {

/// The place that one client takes among all connections; given back with this object.
class Admission {
public:
    Admission(Core& core, std::string address, bool loopback);
    ~Admission();
    Admission(Admission const&) = delete;
    Admission& operator=(Admission const&) = delete;

    std::string const& address() const { return m_address; }
    /// Why the client is turned away, or null.
    base::ErrorKind const* refusal() const { return m_refusal; }
    /// False when there is not even room to say so.
    bool has_place() const { return m_place != nullptr; }

private:
    Core& m_core;
    std::string const m_address;
    base::ErrorKind const* m_refusal = nullptr;
    Budget* m_place = nullptr;
    bool m_counted = false;
};

}  // namespace bina::http
