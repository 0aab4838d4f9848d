#pragma once
#include "audit/anchor.h"
#include "base/json.h"

/// The forms in which the log leaves the house; docs/jejak-audit.md tells outsiders how to read them.
namespace bina::audit {

/// One line of NDJSON. `detail` is the text that was hashed, as a string.
void write_line(std::string& out, std::string_view regency, Event const&);

/// A proof with its event as above, and the anchor's day.
std::string proof_json(std::string_view regency, Proof const&, base::Day anchor);

/// What a printed anchor and its QR code say: "bina-anchor 2026-01-05 8c1f…".
std::string card_text(Anchor const&);

}  // namespace bina::audit
