#include "intake/money_words.h"

#include <algorithm>
#include <array>

namespace bina::intake::money_words {
namespace {

// clang-format off
constexpr auto words = std::to_array<Word>({
    {"rp", Role::filler}, {"idr", Role::filler}, {"rupiah", Role::filler}, {"sebesar", Role::filler},
    {"senilai", Role::filler}, {"omset", Role::filler}, {"omzet", Role::filler}, {"modal", Role::filler},
    {"aset", Role::filler}, {"total", Role::filler}, {"nominal", Role::filler},
    {"rb", Role::unit, thousand}, {"ribu", Role::unit, thousand}, {"rbu", Role::unit, thousand},
    {"k", Role::unit, thousand}, {"seribu", Role::unit, -thousand}, {"jt", Role::unit, million},
    {"juta", Role::unit, million}, {"jta", Role::unit, million}, {"jut", Role::unit, million},
    {"sejuta", Role::unit, -million}, {"m", Role::unit, billion}, {"milyar", Role::unit, billion},
    {"miliar", Role::unit, billion}, {"milyard", Role::unit, billion}, {"milliar", Role::unit, billion},
    {"mlyr", Role::unit, billion}, {"semilyar", Role::unit, -billion}, {"semiliar", Role::unit, -billion},
    {"t", Role::unit, trillion}, {"triliun", Role::unit, trillion}, {"trilyun", Role::unit, trillion},
    {"jutaan", Role::unit, million + 1}, {"ribuan", Role::unit, thousand + 1},
    {"rban", Role::unit, thousand + 1}, {"milyaran", Role::unit, billion + 1},
    {"miliaran", Role::unit, billion + 1}, {"jtan", Role::unit, million + 1}, {"nol", Role::small, 0},
    {"satu", Role::small, 1}, {"dua", Role::small, 2}, {"tiga", Role::small, 3}, {"empat", Role::small, 4},
    {"lima", Role::small, 5}, {"enam", Role::small, 6}, {"tujuh", Role::small, 7},
    {"delapan", Role::small, 8}, {"sembilan", Role::small, 9}, {"sepuluh", Role::small, 10},
    {"sebelas", Role::small, 11}, {"seratus", Role::small, 100}, {"setengah", Role::half},
    {"stgh", Role::half}, {"puluh", Role::multiply, 10}, {"ratus", Role::multiply, 100},
    {"belas", Role::teen}, {"sekitar", Role::about}, {"skitar", Role::about}, {"kurleb", Role::about},
    {"krg lbh", Role::about}, {"kira", Role::about}, {"an", Role::about}, {"rata", Role::about},
    {"rerata", Role::about}, {"rata2", Role::about}, {"estimasi", Role::about},
    {"lebih kurang", Role::about}, {"+-", Role::about}, {"-+", Role::about}, {"~", Role::about},
    {"kl", Role::about}, {"kurang lebih", Role::about}, {"ca", Role::about}, {"<", Role::bound},
    {">", Role::bound}, {"kurang dari", Role::bound}, {"lebih dari", Role::bound}, {"dibawah", Role::bound},
    {"diatas", Role::bound}, {"di bawah", Role::bound}, {"di atas", Role::bound}, {"maks", Role::bound},
    {"maksimal", Role::bound}, {"max", Role::bound}, {"min", Role::bound}, {"minimal", Role::bound},
    {"s/d", Role::to}, {"sd", Role::to}, {"s.d", Role::to}, {"s.d.", Role::to}, {"sampai", Role::to},
    {"hingga", Role::to}, {"to", Role::to}, {"-", Role::to}, {"sampai dengan", Role::to},
    {"per", Role::per}, {"/", Role::per}, {"tiap", Role::per}, {"setiap", Role::per}, {"@", Role::filler},
    {"(", Role::open}, {")", Role::close},
});
constexpr auto periods = std::to_array<Word>({
    {"hari", Role::period, 1}, {"hr", Role::period, 1}, {"sehari", Role::period, 1},
    {"perhari", Role::period, 1}, {"harian", Role::period, 1}, {"day", Role::period, 1},
    {"hri", Role::period, 1}, {"minggu", Role::period, 2}, {"mgg", Role::period, 2},
    {"mg", Role::period, 2}, {"seminggu", Role::period, 2}, {"perminggu", Role::period, 2},
    {"mingguan", Role::period, 2}, {"week", Role::period, 2}, {"pekan", Role::period, 2},
    {"bulan", Role::period, 3}, {"bln", Role::period, 3}, {"bl", Role::period, 3},
    {"sebulan", Role::period, 3}, {"perbulan", Role::period, 3}, {"bulanan", Role::period, 3},
    {"month", Role::period, 3}, {"bulannya", Role::period, 3}, {"perbln", Role::period, 3},
    {"bn", Role::period, 3}, {"mo", Role::period, 3}, {"tahun", Role::period, 4}, {"thn", Role::period, 4},
    {"th", Role::period, 4}, {"setahun", Role::period, 4}, {"pertahun", Role::period, 4},
    {"tahunan", Role::period, 4}, {"year", Role::period, 4}, {"tahunnya", Role::period, 4},
    {"perthn", Role::period, 4}, {"perth", Role::period, 4}, {"yr", Role::period, 4},
});
// clang-format on

constexpr auto by_text = [] {
    std::array<Word, words.size() + periods.size()> all{};
    std::ranges::copy(words, all.begin());
    std::ranges::copy(periods, all.begin() + words.size());
    std::ranges::sort(all, {}, &Word::text);
    return all;
}();

}  // namespace

Word const* find_word(std::string_view text) {
    auto const found = std::ranges::lower_bound(by_text, text, {}, &Word::text);
    return found != by_text.end() && found->text == text ? &*found : nullptr;
}

}  // namespace bina::intake::money_words
