#include "census/answers.h"

#include <algorithm>
#include <charconv>

#include "base/fold.h"
#include "census/campaign.h"
#include "intake/value.h"
#include "registry/business.h"

namespace bina::census {
namespace {

using registry::Field;

constexpr std::size_t answer_bytes_max = 300;
constexpr std::size_t product_cells = 4;
constexpr std::int64_t accuracy_max_m = 100'000;

/// A value in canonical form, or the key of what is wrong with it.
struct Canonical {
    std::string text;
    std::string fault = {};
};
Canonical wrong(base::ErrorKind const& kind) {
    return {.text = {}, .fault = std::string(kind.key)};
}

std::optional<std::int64_t> integer_of(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool is_hash(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// `text` as the registry takes it for the field.
Canonical as_value(RegencyCode const& regency, Field field, std::string text, base::Day today) {
    auto const checked = registry::check_values(regency, {{field, std::move(text)}}, today);
    if (checked) return {.text = std::string(registry::get(*checked, field))};
    return {.text = {}, .fault = checked.error().faults.front().key};
}

Canonical product(std::string_view text, RegencyCode const& regency, base::Day today) {
    auto cells = parted(text, cell_end);
    cells.resize(product_cells);
    for (auto& cell : cells) cell = base::squeeze(cell);
    if (cells[0].empty()) return wrong(error::answer_missing);
    if (!cells[2].empty() && integer_of(cells[2]).value_or(-1) < 0) return wrong(base::malformed);
    if (!cells[3].empty()) {
        auto const kbli = as_value(regency, Field::kbli, cells[3], today);
        if (!kbli.fault.empty()) return kbli;
    }
    return {.text = joined(cells, cell_end)};
}

Canonical place(std::string_view text) {
    auto const cells = parted(text, cell_end);
    if (cells.size() != 3) return wrong(base::malformed);
    auto const latitude = integer_of(cells[0]);
    auto const longitude = integer_of(cells[1]);
    auto const accuracy = integer_of(cells[2]);
    bool const good = latitude && longitude && accuracy && std::abs(*latitude) <= 90'000'000 &&
                      std::abs(*longitude) <= 180'000'000 && *accuracy >= 0 && *accuracy <= accuracy_max_m;
    return good ? Canonical{.text = std::string(text)} : wrong(base::malformed);
}

Canonical canonical(Question const& question, RegencyCode const& regency, std::string const& sent,
                    base::Day today) {
    if (sent.size() > answer_bytes_max) return wrong(base::malformed);
    auto text = base::squeeze(sent);
    switch (question.kind) {
        case Kind::choice:
        case Kind::choices:
            if (std::ranges::find(question.options, text, &Option::key) == question.options.end())
                return wrong(error::not_an_option);
            return {.text = text};
        case Kind::number:
            if (integer_of(text).value_or(-1) < 0) return wrong(error::not_a_number);
            break;
        case Kind::money: {
            auto const rupiah = rupiah_of(text, today);
            if (!rupiah) return wrong(error::not_money);
            return {.text = std::to_string(*rupiah)};
        }
        case Kind::date: {
            auto const day = base::Day::parse(text);
            if (!day) return wrong(base::malformed);
            if (*day > today) return wrong(error::future_day);
            break;
        }
        case Kind::photo:
            return is_hash(text) ? Canonical{.text = text} : wrong(base::malformed);
        case Kind::gps:
            return place(sent);
        case Kind::products:
            return product(sent, regency, today);
        case Kind::text:
        case Kind::licence:
            break;
    }
    return question.field ? as_value(regency, *question.field, std::move(text), today)
                          : Canonical{.text = std::move(text)};
}

std::optional<std::int64_t> number_in(Answers const& answers, std::string_view question) {
    auto const found = answers.find(question);
    return found == answers.end() ? std::nullopt : integer_of(found->second.front());
}

/// Whether the check holds; a comparison with what was not answered does.
bool holds(Check const& check, Answers const& answers, std::int64_t number) {
    if (check.min && number < *check.min) return false;
    if (check.max && number > *check.max) return false;
    if (!check.at_least.empty() && number < number_in(answers, check.at_least).value_or(number)) return false;
    return check.at_most.empty() || number <= number_in(answers, check.at_most).value_or(number);
}

class Checking {
public:
    Checking(RegencyCode const& regency, base::Day today, bool complete)
        : m_regency(regency), m_today(today), m_complete(complete) {}

    void question(Question const& question, Answers const& sent) {
        auto const found = sent.find(question.id);
        bool const answered = found != sent.end() && !found->second.empty();
        // Asked or not is decided by what was accepted so far: questions only look back.
        if (!is_asked(question, done.answers)) {
            if (answered) fault("answers." + question.id, error::not_asked.key);
            return;
        }
        if (!answered) {
            if (question.required && m_complete) fault("answers." + question.id, error::answer_missing.key);
            return;
        }
        values(question, found->second);
        checks(question);
    }

    CheckedAnswers done;

private:
    void fault(std::string path, std::string_view key) {
        done.faults.push_back({std::move(path), std::string(key)});
    }
    void values(Question const& question, std::vector<std::string> const& sent) {
        auto const path = "answers." + question.id;
        if (std::ssize(sent) > question.values_max) return fault(path, error::too_many_values.key);
        std::vector<std::string> all;
        for (auto const& one : sent) {
            auto value = canonical(question, m_regency, one, m_today);
            if (!value.fault.empty()) return fault(path, value.fault);
            if (!value.text.empty() && std::ranges::find(all, value.text) == all.end())
                all.push_back(std::move(value.text));
        }
        if (!all.empty())
            done.answers[question.id] = std::move(all);
        else if (question.required && m_complete)
            fault(path, error::answer_missing.key);
    }
    void checks(Question const& question) {
        auto const number = number_in(done.answers, question.id);
        if (!number || !is_number(question.kind)) return;
        for (std::size_t i = 0; i < question.checks.size(); ++i) {
            auto const& check = question.checks[i];
            if (holds(check, done.answers, *number)) continue;
            auto at = question.id + ".checks[" + std::to_string(i) + "]";
            if (check.hard)
                fault("answers." + at, error::check_failed.key);
            else
                done.remarks.push_back(std::move(at));
        }
    }

    RegencyCode const& m_regency;
    base::Day m_today;
    bool m_complete;
};

}  // namespace

bool is_asked(Question const& question, Answers const& answers) {
    return std::ranges::all_of(question.when, [&](Condition const& condition) {
        auto const found = answers.find(condition.question);
        bool const said = found != answers.end() &&
                          (condition.is.empty() || std::ranges::any_of(found->second, [&](auto& one) {
                               return std::ranges::find(condition.is, one) != condition.is.end();
                           }));
        return said != condition.unless;
    });
}

CheckedAnswers check_answers(Questionnaire const& questionnaire, RegencyCode const& regency,
                             Answers const& answers, base::Day today, bool complete) {
    Checking checking(regency, today, complete);
    for (auto const& section : questionnaire.sections)
        for (auto const& question : section.questions) checking.question(question, answers);
    for (auto const& [id, values] : answers)
        if (questionnaire.find(id) == nullptr)
            checking.done.faults.push_back({"answers." + id, std::string(error::unknown_question.key)});
    return std::move(checking.done);
}

void make_canonical(Questionnaire const& questionnaire, RegencyCode const& regency, Answers& answers,
                    base::Day today) {
    for (auto& [id, values] : answers) {
        auto const* const question = questionnaire.find(id);
        if (question == nullptr) continue;
        for (auto& value : values)
            if (auto read = canonical(*question, regency, value, today); !read.text.empty())
                value = std::move(read.text);
    }
}

registry::Statement statement_of(Questionnaire const& questionnaire, Answers const& answers) {
    registry::Statement statement;
    auto const add = [&](Question const& question, std::vector<std::string> const& values) {
        if (question.kind == Kind::products) {
            std::vector<std::string> names;
            for (auto const& value : values) {
                auto cells = parted(value, cell_end);
                cells.resize(product_cells);
                names.push_back(cells[0]);
                if (!cells[3].empty()) registry::put(statement, Field::kbli, cells[3]);
            }
            auto const all = joined(names, ';');
            registry::put(statement, *question.field, std::string(base::clip(all, answer_bytes_max)));
            return;
        }
        if (is_number(question.kind) && question.times > 1) {
            auto const rupiah = integer_of(values.front()).value_or(0);
            registry::put(statement, *question.field, std::to_string(rupiah * question.times));
            return;
        }
        if (registry::info(*question.field).many)
            for (auto const& value : values) registry::put(statement, *question.field, value);
        else
            registry::put(statement, *question.field, joined(values, ';'));
    };
    for (auto const& section : questionnaire.sections)
        for (auto const& question : section.questions)
            if (auto const found = answers.find(question.id); question.field && found != answers.end())
                add(question, found->second);
    return statement;
}

std::optional<std::int64_t> rupiah_of(std::string_view text, base::Day today) {
    auto const plain = base::squeeze(text);
    if (!plain.empty() && plain.size() <= 15 && plain.find_first_not_of("0123456789") == plain.npos)
        return integer_of(plain);
    // As it stands in lists; a capital is one amount, where a period has no meaning.
    intake::Column const column{.field = Field::capital, .today = today, .period = intake::Period::year};
    auto const reading = intake::read(intake::Cell{.text = plain, .kind = intake::CellKind::text}, column);
    auto const amount = reading.get(Field::capital);
    bool const doubtful = reading.severity() >= registry::Severity::warning;
    return amount.empty() || doubtful ? std::nullopt : integer_of(amount);
}

}  // namespace bina::census
