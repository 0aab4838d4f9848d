#pragma once
#include "base/json.h"
#include "privacy/incident.h"
#include "privacy/pack.h"

/// How consents, requests and packs are told by the API. Names of accounts are looked up in `tx`.
namespace bina::privacy {

void write_purpose(base::JsonWriter&, Purpose const&);
base::Result<void> write_consent(base::JsonWriter&, storage::Tx&, Consent const&);
base::Result<void> write_request(base::JsonWriter&, storage::Tx&, PrivacyRequest const&);
base::Result<void> write_access_pack(base::JsonWriter&, storage::Tx&, AccessPack const&);
void write_incident(base::JsonWriter&, storage::Tx const&, Incident const&);
base::Result<void> write_breach_pack(base::JsonWriter&, storage::Tx&, BreachPack const&);

}  // namespace bina::privacy
