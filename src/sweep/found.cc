#include "sweep/found.h"

#include <cstring>

#include "storage/db.h"

namespace bina::sweep {
namespace {

constexpr std::uint32_t format = 1;

class Out {
public:
    template <class T>
    void put(T value)
        requires std::is_arithmetic_v<T>
    {
        auto const at = bytes.size();
        bytes.resize(at + sizeof(T));
        std::memcpy(bytes.data() + at, &value, sizeof(T));
    }
    template <class T, std::size_t n>
    void put(std::array<T, n> const& values) {
        for (auto const& value : values) put(value);
    }
    void put(std::string const& text) {
        put(static_cast<std::uint32_t>(text.size()));
        bytes += text;
    }
    template <class T, class Write>
    void list(std::vector<T> const& values, Write const& write) {
        put(static_cast<std::uint64_t>(values.size()));
        for (auto const& value : values) write(value);
    }
    std::string bytes;
};

class In {
public:
    explicit In(std::string_view bytes) : m_bytes(bytes) {}
    template <class T>
    void get(T& value)
        requires std::is_arithmetic_v<T>
    {
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
    }
    template <class T, std::size_t n>
    void get(std::array<T, n>& values) {
        for (auto& value : values) get(value);
    }
    void get(std::string& text) {
        std::uint32_t size = 0;
        get(size);
        text = take(size);
    }
    template <class T, class Read>
    void list(std::vector<T>& values, Read const& read) {
        std::uint64_t size = 0;
        get(size);
        if (size > m_bytes.size()) throw storage::Damage("sweep_part");
        values.resize(size);
        for (auto& value : values) read(value);
    }
    bool at_end() const { return m_bytes.empty(); }

private:
    std::string_view take(std::size_t count) {
        if (count > m_bytes.size()) throw storage::Damage("sweep_part");
        auto const taken = m_bytes.substr(0, count);
        m_bytes.remove_prefix(count);
        return taken;
    }
    std::string_view m_bytes;
};

}  // namespace

std::string encode(Found const& found) {
    Out out;
    out.put(format);
    out.put(found.pairs);
    out.put(found.model.match_share);
    out.put(found.model.prior);
    out.list(found.model.fields, [&](linkage::batch::FieldModel const& field) {
        out.put(field.m);
        out.put(field.u);
        out.put(field.weight);
        out.put(field.usual);
        for (bool const by : field.by_rarity) out.put(std::uint8_t{by});
        out.put(field.learned_from);
    });
    out.list(found.levels, [&](std::vector<std::string> const& keys) {
        out.list(keys, [&](std::string const& key) { out.put(key); });
    });
    out.list(found.records, [&](Record const& record) {
        out.put(record.id.high);
        out.put(record.id.low);
        out.put(record.said);
        out.put(record.nik);
        out.put(record.district);
        out.put(record.fullness);
    });
    out.list(found.edges, [&](Edge const& edge) {
        out.put(edge.a);
        out.put(edge.b);
        out.put(edge.level);
        out.put(edge.rarity);
        out.put(static_cast<std::uint8_t>(edge.relation));
        out.put(static_cast<std::uint8_t>(edge.ground));
    });
    out.list(found.learned, [&](Learned const& learned) {
        out.put(learned.level);
        out.put(learned.rarity);
        out.put(learned.count);
    });
    return std::move(out.bytes);
}

Found decode(std::string_view bytes) {
    In in(bytes);
    std::uint32_t version = 0;
    in.get(version);
    if (version != format) throw storage::Damage("sweep_part: format");
    Found found;
    in.get(found.pairs);
    in.get(found.model.match_share);
    in.get(found.model.prior);
    in.list(found.model.fields, [&](linkage::batch::FieldModel& field) {
        in.get(field.m);
        in.get(field.u);
        in.get(field.weight);
        in.get(field.usual);
        for (bool& by : field.by_rarity) {
            std::uint8_t byte = 0;
            in.get(byte);
            by = byte != 0;
        }
        in.get(field.learned_from);
    });
    in.list(found.levels,
            [&](std::vector<std::string>& keys) { in.list(keys, [&](std::string& key) { in.get(key); }); });
    in.list(found.records, [&](Record& record) {
        in.get(record.id.high);
        in.get(record.id.low);
        in.get(record.said);
        in.get(record.nik);
        in.get(record.district);
        in.get(record.fullness);
    });
    in.list(found.edges, [&](Edge& edge) {
        in.get(edge.a);
        in.get(edge.b);
        in.get(edge.level);
        in.get(edge.rarity);
        std::uint8_t byte = 0;
        in.get(byte);
        edge.relation = static_cast<Relation>(byte);
        in.get(byte);
        edge.ground = static_cast<linkage::Ground>(byte);
    });
    in.list(found.learned, [&](Learned& learned) {
        in.get(learned.level);
        in.get(learned.rarity);
        in.get(learned.count);
    });
    if (!in.at_end()) throw storage::Damage("sweep_part: length");
    return found;
}

std::string pattern_of(Levels const& levels) {
    std::string text;
    for (auto const level : levels) text += static_cast<char>('0' + level);
    return text;
}

}  // namespace bina::sweep
