#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "lists/umkm_errors.h"
#include "lists/umkm_words.h"

/// Writes a made-up list of Indonesian small businesses with known duplicates to standard output:
///     umkm_lists RECORDS SEED [easy|hard] [dedupe|link]
/// hard: many missing NIKs and phones, shared phones, renamed businesses, more typing errors. link: source 0
/// is a registry with at most one record an entity (about a quarter of the records), source 1 a grant list.
/// Columns: unique_id, cluster, source, the fields as written, then made uniform (…_n, village_code, …).
namespace bina::benches {
namespace {

/// One business and its owner.
struct Entity {
    bool woman = false;
    Texts name;
    bool muhammad = false;
    bool haji = false;
    std::string degree;
    std::string father;
    std::string nik;
    std::string phone;
    std::string sign;
    std::string kind;
    std::size_t trade = 0;
    std::size_t village = 0;
    std::string address;
};

class Maker {
public:
    Maker(Rates const& rates, std::uint64_t seed, long records, bool link)
        : m_rates(rates),
          m_link(link),
          m_dice{seed * 7919 + 17},
          m_order{99},
          m_phones(split(phone_beginnings)) {
        int const provinces = records > 6'000'000 ? 12 : 1;
        for (int province = 0; province < provinces; ++province) add_villages(35 + province);
        for (std::size_t i = 0; i < m_villages.size(); ++i) m_village_order.push_back(i);
        for (std::size_t i = 0; i + 1 < m_village_order.size(); ++i)
            std::swap(m_village_order[i],
                      m_village_order[i + static_cast<std::size_t>(
                                              m_order.below(static_cast<int>(m_village_order.size() - i)))]);
        m_village_ranks = Ranks(m_villages.size(), 900);
        for (int i = 0; i < 400; ++i) m_facilitators.push_back(new_phone());
    }

    /// Rows are shuffled within large groups, so that duplicates are not neighbours.
    void write(long records) {
        fmt::print(
            "unique_id,cluster,source,owner,business,nik_raw,phone_raw,address,owner_n,business_n,nik,phone,"
            "address_n,"
            "village_code,district_code,sector\n");
        constexpr std::size_t group = 250'000;
        for (long cluster = 0; m_id < records; ++cluster) {
            auto const entity = new_entity();
            double const x = m_dice.share();
            int const copies = x < .65 ? 1 : x < .87 ? 2 : x < .96 ? 3 : x < .99 ? 4 : 5 + m_dice.below(3);
            bool const registered = m_link && m_dice.chance(.385);
            for (int copy = 0; copy < copies && m_id < records; ++copy)
                add_row(entity, cluster, copy == 0, registered);
            if (m_rows.size() > group) flush();
        }
        flush();
    }

private:
    void add_villages(int province) {
        constexpr int regencies = 38;
        for (int regency = 1; regency <= regencies; ++regency) {
            int const districts = 9 + m_order.below(16);
            for (int district = 1; district <= districts; ++district) {
                int const villages = 6 + m_order.below(14);
                for (int village = 1; village <= villages; ++village)
                    m_villages.push_back(fmt::format("{:02}{:02}{:02}{:04}", province, regency, district,
                                                     (village < 4 ? 1000 : 2000) + village));
            }
        }
    }

    std::string new_phone() {
        auto const rest = digits(m_dice, 7 + m_dice.below(3));
        return m_dice.one_of(m_phones) + rest;
    }

    std::string new_address() {
        int const rt = 1 + m_dice.below(12);
        int const rw = 1 + m_dice.below(9);
        if (m_dice.chance(.55)) {
            int const number = 1 + m_dice.below(180);
            return fmt::format("jl {} no {} rt {} rw {}", with_blanks(m_streets.pick(m_dice)), number, rt,
                               rw);
        }
        if (m_dice.chance(.7))
            return fmt::format("dsn {} rt {} rw {}", with_blanks(m_hamlets.pick(m_dice)), rt, rw);
        int const number = 1 + m_dice.below(60);
        int const lane = 1 + m_dice.below(6);
        return fmt::format("gg {} {} no {} rt {} rw {}", with_blanks(m_hamlets.pick(m_dice)), lane, number,
                           rt, rw);
    }

    std::string new_sign(Entity const& entity) {
        return m_dice.chance(.45) ? entity.name[0] : with_blanks(m_brands.pick(m_dice));
    }

    Words const& first_names(bool woman) const { return woman ? m_women : m_men; }

    Entity new_entity() {
        Entity entity;
        entity.woman = m_dice.chance(.56);
        entity.name.push_back(first_names(entity.woman).pick(m_dice));
        if (m_dice.chance(.72))
            entity.name.push_back(m_dice.chance(.35) ? first_names(entity.woman).pick(m_dice)
                                                     : m_seconds.pick(m_dice));
        if (entity.name.size() == 2 && m_dice.chance(.18)) entity.name.push_back(m_seconds.pick(m_dice));
        entity.muhammad = !entity.woman && m_dice.chance(.16);
        entity.haji = m_dice.chance(.07);
        static constexpr std::array<std::string_view, 8> degrees{"s.pd",  "s.e", "drs",  "s.h",
                                                                 "s.kom", "s.t", "a.md", "s.ag"};
        if (m_dice.chance(m_rates.academic)) entity.degree = m_dice.one_of(degrees);
        entity.father = m_men.pick(m_dice);
        entity.village = m_village_order[m_village_ranks.pick(m_dice)];
        entity.nik = new_nik(entity);
        entity.phone = new_phone();
        entity.trade = static_cast<std::size_t>(m_dice.below(static_cast<int>(trades.size())));
        entity.kind = with_blanks(m_dice.one_of(split(trades[entity.trade].words)));
        entity.sign = new_sign(entity);
        entity.address = new_address();
        return entity;
    }

    std::string new_nik(Entity const& entity) {
        int const year = 50 + m_dice.below(55);
        int const day = 1 + m_dice.below(28) + (entity.woman ? 40 : 0);
        int const month = 1 + m_dice.below(12);
        auto const& born_in =
            m_villages[m_dice.chance(.88) ? entity.village : m_village_order[m_village_ranks.pick(m_dice)]];
        int const serial = 1 + m_dice.below(m_dice.chance(.9) ? 12 : 200);
        return fmt::format("{}{:02}{:02}{:02}{:04}", born_in.substr(0, 6), day, month, year % 100, serial);
    }

    void add_row(Entity const& entity, long cluster, bool first, bool registered) {
        auto const owner = owner_of(entity, first);
        auto const nik = nik_of(entity, first);
        auto const phone = phone_of(entity, first);
        auto const sign = sign_of(entity, first);
        auto const address = address_of(entity, first);
        auto const place = place_of(entity, first);
        auto trade =
            std::string(trades[!first && m_dice.chance(m_rates.trade_wrong)
                                   ? static_cast<std::size_t>(m_dice.below(static_cast<int>(trades.size())))
                                   : entity.trade]
                            .kbli);
        if (m_dice.chance(m_rates.trade_missing)) trade.clear();
        if (!nik.empty()) m_nik_before = entity.nik;
        int const source = m_link ? (first && registered ? 0 : 1) : m_dice.below(4);
        std::string row = fmt::format("{},{},{},", m_id++, cluster, source);
        put(row, styled(m_dice, owner.written));
        put(row, styled(m_dice, sign.written));
        put(row, nik);
        put(row, phone.written);
        put(row, styled(m_dice, address.written));
        put(row, owner.uniform);
        put(row, sign.uniform);
        bool const usable = nik.size() == 16 && std::ranges::find(junk_niks, nik) == junk_niks.end();
        put(row, usable ? nik : "");
        put(row, phone.uniform);
        put(row, address.uniform);
        row += place + trade + "\n";
        m_rows.push_back(std::move(row));
    }

    static void put(std::string& row, std::string const& text) {
        if (text.find_first_of(",\"") == text.npos)
            row += text;
        else
            row += '"' + text + '"';
        row += ',';
    }

    /// A value as written, and made uniform.
    struct Both {
        std::string written;
        std::string uniform;
    };

    Both owner_of(Entity const& entity, bool first) {
        auto name = entity.name;
        if (!first) err_in(name);
        static constexpr std::array<std::string_view, 10> forms{
            "muhammad", "mohammad", "muhamad", "mohamad", "muh", "moh", "moch", "mochamad", "m", "mhd"};
        std::string muhammad;
        if (entity.muhammad) {
            muhammad = first || m_dice.chance(1 - m_rates.muhammad_short) ? "muhammad" : m_dice.one_of(forms);
            if (!first && m_dice.chance(.06)) muhammad.clear();
        }
        std::string written;
        if (entity.haji ? m_dice.chance(.7) : m_dice.chance(.004)) written += entity.woman ? "hj. " : "h. ";
        if (entity.degree == "drs" && m_dice.chance(.7)) written += "drs. ";
        if (!muhammad.empty()) written += muhammad + (muhammad.size() < 5 && m_dice.chance(.6) ? ". " : " ");
        written += joined(name);
        if (m_dice.chance(m_rates.bin)) written += (entity.woman ? " binti " : " bin ") + entity.father;
        if (!entity.degree.empty() && entity.degree != "drs" && m_dice.chance(.6))
            written += ", " + entity.degree;
        // The throw that the first edition made and did not use keeps its lists the same.
        if (written.find(" bin") != written.npos) m_dice.next();
        return {written, (muhammad.empty() ? "" : "muhammad ") + joined(name)};
    }

    void err_in(Texts& name) {
        auto const any_word = [&]() -> std::string& {
            return name[static_cast<std::size_t>(m_dice.below(static_cast<int>(name.size())))];
        };
        if (name.size() > 1 && m_dice.chance(m_rates.word_dropped))
            name.erase(name.begin() + 1 + m_dice.below(static_cast<int>(name.size()) - 1));
        if (name.size() > 1 && m_dice.chance(m_rates.initial)) name.back().resize(1);
        if (m_dice.chance(m_rates.old_spelling)) {
            auto& word = any_word();
            word = respelt(m_dice, word);
        }
        if (m_dice.chance(m_rates.name_typo)) {
            auto& word = any_word();
            word = typo(m_dice, word);
        }
        if (name.size() > 1 && m_dice.chance(.015)) std::swap(name[0], name[1]);
    }

    std::string nik_of(Entity const& entity, bool first) {
        auto nik = entity.nik;
        double const x = m_dice.share();
        double sum = m_rates.nik_missing;
        if (x < sum) return {};
        if (x < (sum += m_rates.nik_junk)) return std::string(m_dice.one_of(junk_niks));
        if (x < (sum += m_rates.nik_shared)) return m_nik_before.empty() ? nik : m_nik_before;
        if (first && !m_dice.chance(.3)) return nik;
        if (x < (sum += m_rates.nik_digit)) {
            auto const digit = static_cast<char>('0' + m_dice.below(10));
            nik[static_cast<std::size_t>(6 + m_dice.below(10))] = digit;
        } else if (x < (sum += m_rates.nik_swap)) {
            auto const i = static_cast<std::size_t>(m_dice.below(15));
            std::swap(nik[i], nik[i + 1]);
        } else if (x < (sum += m_rates.nik_sex)) {
            int day = 0;
            std::from_chars(nik.data() + 6, nik.data() + 8, day);
            nik.replace(6, 2, fmt::format("{:02}", day > 40 ? day - 40 : day + 40));
        } else if (x < (sum += m_rates.nik_cut)) {
            nik.pop_back();
        } else if (x < (sum += m_rates.nik_excel)) {
            nik.back() = '0';
        }
        return nik;
    }

    Both phone_of(Entity const& entity, bool first) {
        auto phone = entity.phone;
        double const x = m_dice.share();
        double sum = m_rates.phone_missing;
        if (x < sum) return {};
        if (x < (sum += m_rates.phone_shared)) {
            phone = m_dice.one_of(m_facilitators);
        } else if (!first && x < (sum += m_rates.phone_new)) {
            phone = new_phone();
        } else if (!first && x < (sum += m_rates.phone_typo)) {
            auto const digit = static_cast<char>('0' + m_dice.below(10));
            phone[static_cast<std::size_t>(4 + m_dice.below(static_cast<int>(phone.size()) - 4))] = digit;
        }
        double const form = m_dice.share();
        if (form < .2) return {"+62" + phone.substr(1), phone};
        if (form < .3) return {"62" + phone.substr(1), phone};
        if (form < .4) return {phone.substr(1), phone};
        if (form < .5) return {phone.substr(0, 4) + "-" + phone.substr(4, 4) + "-" + phone.substr(8), phone};
        return {phone, phone};
    }

    Both sign_of(Entity const& entity, bool first) {
        static constexpr std::array<std::string_view, 6> forms{"ud", "cv", "pd", "toko", "ud.", "cv."};
        if (m_dice.chance(m_rates.sign_missing)) return {};
        auto sign = entity.sign;
        if (!first && m_dice.chance(m_rates.sign_new)) sign = new_sign(entity);
        if (!first && m_dice.chance(m_rates.sign_typo)) sign = typo(m_dice, sign);
        if (!first && m_dice.chance(m_rates.old_spelling)) sign = respelt(m_dice, sign);
        bool const no_kind = !first && m_dice.chance(m_rates.sign_short);
        auto const uniform = no_kind ? sign : entity.kind + " " + sign;
        if (!m_dice.chance(m_rates.sign_form)) return {uniform, uniform};
        return {std::string(m_dice.one_of(forms)) + " " + uniform, uniform};
    }

    Both address_of(Entity const& entity, bool first) {
        auto address = entity.address;
        if (!first && m_dice.chance(m_rates.address_new)) address = new_address();
        if (!first && m_dice.chance(m_rates.address_typo)) address = typo(m_dice, address);
        if (m_dice.chance(m_rates.address_missing)) address.clear();
        auto written = address;
        if (m_dice.chance(.5)) {
            replace_first(written, "jl ", m_dice.chance(.5) ? "jalan " : "jl. ");
            replace_first(written, "dsn ", m_dice.chance(.5) ? "dusun " : "dsn. ");
            replace_first(written, "gg ", m_dice.chance(.5) ? "gang " : "gg. ");
            replace_first(written, "no ", "no. ");
            replace_first(written, "rt ", "rt.");
            replace_first(written, " rw ", "/rw.");
        }
        return {written, address};
    }

    /// Village and district, each with its comma.
    std::string place_of(Entity const& entity, bool first) {
        auto village = m_villages[entity.village];
        if (!first && m_dice.chance(m_rates.village_near)) {
            auto const near = entity.village + (m_dice.chance(.5) ? 1 : std::size_t(-1));
            if (near < m_villages.size()) village = m_villages[near];
        }
        auto district = village.substr(0, 6);
        if (m_dice.chance(m_rates.village_missing)) {
            village.clear();
            if (m_dice.chance(.3)) district.clear();
        }
        return village + "," + district + ",";
    }

    void flush() {
        for (std::size_t i = 0; i + 1 < m_rows.size(); ++i)
            std::swap(m_rows[i], m_rows[i + m_dice.next() % (m_rows.size() - i)]);
        for (auto const& row : m_rows) std::fwrite(row.data(), 1, row.size(), stdout);
        m_rows.clear();
    }

    static constexpr std::array<std::string_view, 5> junk_niks{
        "0000000000000000", "1234567890123456", "1111111111111111", "9999999999999999", "3500000000000000"};

    Rates m_rates;
    bool m_link;
    Dice m_dice;
    Dice m_order;
    Texts m_phones;
    Words m_men{shuffled(split(male_names), most_frequent, m_order), 5};
    Words m_women{shuffled(split(female_names), most_frequent, m_order), 5};
    Words m_seconds{shuffled(split(second_names), most_frequent, m_order), 12};
    Words m_streets{split(streets), 8};
    Words m_hamlets{split(hamlets), 8};
    Words m_brands{split(brands), 6};
    Texts m_villages;
    std::vector<std::size_t> m_village_order;
    Ranks m_village_ranks{0, 1};
    Texts m_facilitators;
    long m_id = 0;
    std::string m_nik_before;
    Texts m_rows;
};

}  // namespace
}  // namespace bina::benches

int main(int argc, char** argv) {
    using namespace bina::benches;  // this file is nothing else
    auto const number = [&](int i, long otherwise) {
        long value = otherwise;
        if (argc > i) std::from_chars(argv[i], argv[i] + std::strlen(argv[i]), value);
        return value;
    };
    auto const is = [&](int i, std::string_view word) { return argc > i && argv[i] == word; };
    long const records = number(1, 1000);
    Maker(is(3, "hard") ? Rates::hard() : Rates(), static_cast<std::uint64_t>(number(2, 1)), records,
          is(4, "link"))
        .write(records);
}
