#include "http/admission.h"

#include "http/error.h"

namespace bina::http {

Admission::Admission(Core& core, std::string address, bool loopback)
    : m_core(core), m_address(std::move(address)) {
    bool const counts = core.options.limits.count_loopback || !loopback;
    if (counts) m_counted = core.addresses.enter(m_address);
    if (counts && !m_counted)
        m_refusal = &error::too_many_connections;
    else if (core.connections.take(1))
        m_place = &core.connections;
    else
        m_refusal = &error::busy;
    if (m_refusal == nullptr) return;
    core.turned_away.add();
    if (core.refusals.take(1)) m_place = &core.refusals;
}

Admission::~Admission() {
    if (m_place != nullptr) m_place->give(1);
    if (m_counted) m_core.addresses.leave(m_address);
}

}  // namespace bina::http
