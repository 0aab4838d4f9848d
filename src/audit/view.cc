#include "audit/view.h"

#include <fmt/format.h>

namespace bina::audit {
namespace {

void write_event(base::JsonWriter& json, std::string_view regency, Event const& event) {
    json.object().field("regency", regency).field("seq", event.seq).field("at", event.at.milliseconds);
    json.field("actor", event.actor).field("event", event.event).field("subject", event.subject);
    json.field("detail", event.detail).field("hash", event.hash).end();
}

}  // namespace

void write_line(std::string& out, std::string_view regency, Event const& event) {
    base::JsonWriter json;
    write_event(json, regency, event);
    out += json.take();
    out += '\n';
}

std::string proof_json(std::string_view regency, Proof const& proof, base::Day anchor) {
    base::JsonWriter json;
    json.object().key("event");
    write_event(json, regency, proof.event);
    json.field("before", proof.before).field("anchor", anchor.text()).field("tree_size", proof.tree_size);
    json.key("path").array();
    for (auto const& hash : proof.path) json.value(hash);
    json.end().end();
    return json.take();
}

std::string card_text(Anchor const& anchor) {
    return fmt::format("bina-anchor {} {}", anchor.day.text(), anchor.hash);
}

}  // namespace bina::audit
