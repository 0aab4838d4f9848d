#include "linkage/link.h"
#include "linkage/spec.h"
#include "require.h"

/// Any text is read as a spec or refused with faults; what is read is written and read the same. Then the
/// text is linked as a list by the spec it is.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    namespace batch = bina::linkage::batch;
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const spec = batch::parse_spec(text);
    if (!spec) {
        bina::fuzz::require(!spec.error().faults.empty());
        return 0;
    }
    auto const again = batch::parse_spec(batch::spec_text(*spec));
    bina::fuzz::require(again.has_value() && *again == *spec);
    auto const width = spec->columns().size() + 1;
    std::vector<std::string> ids;
    for (std::size_t row = 0; row < 8; ++row) ids.push_back(std::to_string(row));
    std::vector<std::string_view> cells;
    for (std::size_t i = 0; i < 8 * width; ++i)
        cells.push_back(i % width == 0 ? std::string_view(ids[i / width])
                                       : text.substr(std::min(size, i * 7 % 97), i % 41));
    batch::Table table(*spec, 1);
    bina::fuzz::require(table.add(cells, 0).has_value() && table.finish().has_value());
    auto const linked = batch::link(table, *spec, 1);
    for (auto const& edge : linked.edges)
        bina::fuzz::require(batch::explain(table, linked.model, edge.a, edge.b).score() ==
                            edge.weight + linked.model.prior);
    return 0;
}
