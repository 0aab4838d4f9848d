#include "intake/sql_statement.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/fold.h"

namespace bina::intake {
namespace {

/// Puts together one value from its tokens.
class ValueMaker {
public:
    void add(SqlToken const& token) {
        if (token.is('(')) ++m_depth;
        if (token.is(')')) --m_depth;
        switch (token.kind) {
            case SqlTokenKind::string:
            case SqlTokenKind::name:
            case SqlTokenKind::number:
                return add_literal(token);
            case SqlTokenKind::word:
                return add_word(token);
            default:
                return add_mark(token);
        }
    }
    int depth() const { return m_depth; }

    void finish(SqlValue& value) {
        if (m_replace) apply_replacements();
        value.kind = m_computed || m_literals.empty() ? CellKind::empty : m_kind;
        value.computed = m_computed;
        value.cut = m_cut && !m_computed;
        value.text.clear();
        value.raw.clear();
        if (value.kind == CellKind::empty) return;
        if (m_negative) value.text = "-";
        value.text += m_literals.front();
    }

private:
    void add_literal(SqlToken const& token) {
        bool const hexadecimal = token.kind == SqlTokenKind::number && token.text.starts_with("0x");
        if (m_binary || hexadecimal) m_computed = true;
        if (m_literals.size() == literals_max || (m_typed && !m_replace && !m_function)) return;
        if (m_literals.empty()) {
            bool const fraction = token.kind == SqlTokenKind::number &&
                                  token.text.find_first_of(".eE") != std::string_view::npos;
            m_kind = fraction ? CellKind::number : CellKind::text;
            m_cut = token.cut;
        } else if (m_depth == 0) {
            m_computed = true;
        }
        m_literals.emplace_back(token.text);
    }

    void add_word(SqlToken const& token) {
        if (!m_literals.empty() || token.is("NULL") || token.is("DEFAULT")) return;
        if (token.is("TRUE") || token.is("FALSE")) {
            m_literals.emplace_back(token.is("TRUE") ? "TRUE" : "FALSE");
            m_kind = CellKind::boolean;
        } else if (token.is("REPLACE")) {
            m_replace = true;
        } else if (token.is("CAST") || token.is("CONVERT")) {
            m_function = true;
        } else if (token.is("X") || token.is("B") || token.is("_BINARY")) {
            m_binary = !token.is("_BINARY");
        } else if (!token.is("N") && !token.text.starts_with('_')) {
            m_computed = true;
        }
    }

    void add_mark(SqlToken const& token) {
        if (token.is('-') && m_literals.empty()) m_negative = true;
        if (token.is(':')) m_typed = true;  // PostgreSQL: 'x'::text
        static constexpr std::string_view operators{"+-*/|%"};
        bool const joins = !m_literals.empty() && operators.find(token.text.front()) != operators.npos;
        if (joins && m_depth == 0) m_computed = true;
    }

    /// SQLite writes line ends so: replace('a\nb', '\n', char(10)).
    void apply_replacements() {
        if (m_literals.size() % 2 == 0 || m_literals.empty()) {
            m_computed = true;
            return;
        }
        auto& text = m_literals.front();
        for (std::size_t i = 1; i + 1 < m_literals.size(); i += 2) {
            auto const& from = m_literals[i];
            auto const& code = m_literals[i + 1];
            unsigned number = 0;
            std::from_chars(code.data(), code.data() + code.size(), number);
            if (from.empty() || (number != '\n' && number != '\r')) {
                m_computed = true;
                return;
            }
            std::string replaced;
            for (std::size_t at = 0; at < text.size();) {
                auto const found = std::min(text.find(from, at), text.size());
                replaced.append(text, at, found - at);
                if (found < text.size()) replaced += static_cast<char>(number);
                at = found < text.size() ? found + from.size() : found;
            }
            text = std::move(replaced);
        }
    }

    static constexpr std::size_t literals_max = 5;
    std::vector<std::string> m_literals;
    CellKind m_kind = CellKind::text;
    int m_depth = 0;
    bool m_negative = false;
    bool m_replace = false;
    bool m_function = false;
    bool m_binary = false;
    bool m_typed = false;
    bool m_computed = false;
    bool m_cut = false;
};

/// A row of COPY: cells parted by tabs, \N for nothing.
void split_copied(std::string_view line, std::vector<SqlValue>& values) {
    values.clear();
    for (std::size_t at = 0; at <= line.size();) {
        auto const end = std::min(line.find('\t', at), line.size());
        auto const cell = line.substr(at, end - at);
        at = end + 1;
        if (values.size() == limit::columns) return;
        auto& value = values.emplace_back();
        if (cell == "\\N") continue;
        value.kind = CellKind::text;
        for (std::size_t i = 0; i < cell.size() && !value.cut; ++i) {
            value.cut = value.text.size() == limit::cell_bytes;
            if (value.cut) break;
            if (cell[i] != '\\' || i + 1 == cell.size()) {
                value.text += cell[i];
                continue;
            }
            char const c = cell[++i];
            value.text += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
        }
    }
}

class DumpReader {
public:
    DumpReader(SqlText& text, DumpListener const& listener) : m_text(text), m_listener(listener) {}

    void run() {
        m_text.next();
        while (!m_stopped && now().kind != SqlTokenKind::end) statement();
    }

private:
    SqlToken const& now() const { return m_text.token(); }
    SqlToken const& next() { return m_text.next(); }
    bool take(std::string_view word) {
        if (!now().is(word)) return false;
        next();
        return true;
    }

    void statement() {
        if (now().is(';') || now().is("GO")) {
            next();
        } else if (now().is('\\')) {  // a command of psql
            m_text.line(m_line);
            next();
        } else if (now().is("INSERT") || now().is("REPLACE")) {
            insert();
        } else if (now().is("CREATE")) {
            create();
        } else if (now().is("COPY")) {
            copy();
        } else if (now().is("DELIMITER")) {
            pass_procedures();
        } else {
            pass();
        }
    }

    void pass() {
        while (now().kind != SqlTokenKind::end && !now().is(';')) next();
    }
    /// What MySQL dumps between "DELIMITER ;;" and "DELIMITER ;" is run, not read.
    void pass_procedures() {
        m_text.line(m_line);
        if (base::squeeze(m_line) != ";")
            while (m_text.line(m_line) && !m_line.starts_with("DELIMITER")) continue;
        next();
    }
    void pass_trigger() {
        for (bool ends = false; now().kind != SqlTokenKind::end && !(ends && now().is(';')); next())
            ends = now().is("END");
    }

    /// `schema`.`table`: the last part.
    std::string name() {
        std::string last;
        while (now().kind == SqlTokenKind::word || now().kind == SqlTokenKind::name ||
               now().kind == SqlTokenKind::string) {
            last = base::clip(now().text, limit::sql_name_bytes);
            if (!next().is('.')) break;
            next();
        }
        return last;
    }

    /// "(a, b)", from its bracket; empty if anything else stands in it.
    std::vector<std::string> names() {
        std::vector<std::string> all;
        next();
        while (now().kind != SqlTokenKind::end && !now().is(')')) {
            if (!now().is(',') && all.size() < limit::columns)
                all.emplace_back(base::clip(now().text, limit::sql_name_bytes));
            next();
        }
        next();
        return all;
    }

    void insert() {
        next();
        static constexpr std::array<std::string_view, 6> manners{"LOW_PRIORITY", "DELAYED", "IGNORE",
                                                                 "OR",           "REPLACE", "INTO"};
        while (std::ranges::any_of(manners, [&](auto const word) { return now().is(word); })) next();
        auto const table = name();
        std::vector<std::string> columns;
        if (now().is('(')) columns = names();
        if (!now().is("VALUES") && !now().is("VALUE")) return pass();
        auto const interest = m_listener.begins(table, columns);
        m_stopped = interest == Interest::stop;
        if (m_stopped) return;
        next();
        while (now().is('(')) {
            tuple(interest == Interest::rows);
            if (m_stopped || !now().is(',')) return;
            next();
        }
    }

    void tuple(bool wanted) {
        std::size_t count = 0;
        do {
            next();
            ValueMaker maker;
            for (; now().kind != SqlTokenKind::end; next()) {
                if (maker.depth() <= 0 && (now().is(',') || now().is(')'))) break;
                maker.add(now());
            }
            if (!wanted || count == limit::columns) continue;
            if (count == m_values.size()) m_values.emplace_back();
            maker.finish(m_values[count++]);
        } while (now().is(','));
        next();
        if (!wanted) return;
        m_values.resize(count);
        m_stopped = !m_listener.row(m_values);
    }

    void create() {
        next();
        for (auto const word : {"TEMPORARY", "TEMP", "UNLOGGED"}) take(word);
        if (now().is("TRIGGER")) return pass_trigger();
        if (!take("TABLE")) return pass();
        for (auto const word : {"IF", "NOT", "EXISTS"}) take(word);
        auto const table = name();
        if (now().is('(')) m_stopped = !m_listener.declared(table, declared_columns());
        pass();
    }

    std::vector<std::string> declared_columns() {
        static constexpr std::array<std::string_view, 10> others{"PRIMARY", "KEY",     "UNIQUE", "CONSTRAINT",
                                                                 "INDEX",   "FOREIGN", "CHECK",  "FULLTEXT",
                                                                 "SPATIAL", "EXCLUDE"};
        std::vector<std::string> columns;
        int depth = 1;
        bool first = true;
        for (next(); now().kind != SqlTokenKind::end && depth > 0; next()) {
            if (now().is('(')) ++depth;
            if (now().is(')')) --depth;
            bool const other = std::ranges::any_of(others, [&](auto const word) { return now().is(word); });
            bool const named = now().kind != SqlTokenKind::mark && now().kind != SqlTokenKind::number;
            if (first && depth == 1 && named && !other && columns.size() < limit::columns)
                columns.emplace_back(base::clip(now().text, limit::sql_name_bytes));
            first = depth == 1 && now().is(',');
        }
        return columns;
    }

    void copy() {
        next();
        auto const table = name();
        std::vector<std::string> columns;
        if (now().is('(')) columns = names();
        if (!take("FROM") || !now().is("STDIN")) return pass();
        pass();
        auto const interest = m_listener.begins(table, columns);
        m_stopped = interest == Interest::stop;
        m_text.line(m_line);  // behind the semicolon
        while (!m_stopped && m_text.line(m_line) && m_line != "\\.") {
            if (interest != Interest::rows) continue;
            split_copied(m_line, m_values);
            m_stopped = !m_listener.row(m_values);
        }
        next();
    }

    SqlText& m_text;
    DumpListener const& m_listener;
    std::vector<SqlValue> m_values;
    std::string m_line;
    bool m_stopped = false;
};

}  // namespace

void read_dump(SqlText& text, DumpListener const& listener) {
    DumpReader(text, listener).run();
}

std::string as_utf8(std::string text, TextScan const& scan) {
    if (scan.encoding != Encoding::windows_1252 || !has_wide(text) || base::is_utf8(text)) return text;
    std::string converted;
    append_from_windows_1252(converted, text);
    converted.resize(base::clip(converted, limit::cell_bytes).size());
    return converted;
}

}  // namespace bina::intake
