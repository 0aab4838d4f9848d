#pragma once
#include "agencies/http.h"
#include "agencies/proposal.h"
#include "base/json.h"

/// What both files of routes write.
namespace bina::agencies {

inline constexpr std::size_t reason_bytes_max = 500;

void write_day(base::JsonWriter&, std::string_view name, std::optional<base::Day>);
void write_count(base::JsonWriter&, registry::Count const&);
/// As an object of its own.
base::Result<void> write_handover(base::JsonWriter&, HttpContext const&, storage::Tx&, Handover const&);
void write_proposal(base::JsonWriter&, HttpContext const&, Proposal const&);

}  // namespace bina::agencies
