#include "linkage/name.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/fold.h"
#include "linkage/words.h"

namespace bina::linkage {
namespace {

/// A folded word and what stood around it.
struct Token {
    std::string text;
    KnownWord known;
    bool dotted = false;  ///< a dot stood in it or behind it
    bool after_comma = false;
    bool aside = false;  ///< in brackets, or behind @ or /
};

enum class Byte : std::uint8_t { other, plain, separator };

consteval std::array<Byte, 256> byte_classes() {
    std::array<Byte, 256> classes{};
    for (char const byte : std::string_view(" \t\r\n,()/@;\""))
        classes[static_cast<unsigned char>(byte)] = Byte::separator;
    for (char digit = '0'; digit <= '9'; ++digit) classes[static_cast<unsigned char>(digit)] = Byte::plain;
    for (char letter = 'a'; letter <= 'z'; ++letter) {
        classes[static_cast<unsigned char>(letter)] = Byte::plain;
        classes[static_cast<unsigned char>(letter - 'a' + 'A')] = Byte::plain;
    }
    return classes;
}

constexpr auto classes = byte_classes();

Byte class_of(char byte) {
    return classes[static_cast<unsigned char>(byte)];
}

void push_token(std::vector<Token>& tokens, std::string text, Token const& like) {
    if (text.size() > word_bytes_max) text.resize(word_bytes_max);
    auto& token =
        tokens.emplace_back(std::move(text), KnownWord{}, like.dotted, like.after_comma, like.aside);
    token.known = known_word(token.text);
    if (token.known.standard == token.text) token.known.standard = {};
}

/// What base::fold makes of ASCII letters and digits, without its cost.
std::string lower_case(std::string_view plain) {
    std::string text(plain);
    for (auto& letter : text)
        letter = static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter | 0x20 : letter);
    return text;
}

/// "S.Pd." is one word, "spd", if that is known as a degree; "M.Yusuf" is two.
void push_chunk(std::vector<Token>& tokens, std::string_view chunk, Token const& like) {
    Token made = like;
    made.dotted = chunk.find('.') != chunk.npos;
    auto const body = made.dotted && chunk.back() == '.' ? chunk.substr(0, chunk.size() - 1) : chunk;
    if (std::ranges::all_of(body, [](char c) { return class_of(c) == Byte::plain; })) {
        if (!body.empty()) push_token(tokens, lower_case(body), made);
        return;
    }
    std::string bare(chunk);
    std::erase_if(bare, [](char c) { return c == '\'' || c == '`'; });  // Ma'ruf, Siti'ah
    std::string const folded = base::fold(bare);
    auto const pieces = base::words(folded);
    if (pieces.size() > 1 && made.dotted) {
        std::string joined;
        for (auto const piece : pieces) joined += piece;
        if (known_word(joined).owner == OwnerRole::degree ||
            known_word(joined).business == BusinessRole::legal)
            return push_token(tokens, std::move(joined), made);
    }
    for (auto const piece : pieces) push_token(tokens, std::string(piece), made);
}

std::vector<Token> tokenised(std::string_view raw) {
    std::vector<Token> tokens;
    tokens.reserve(6);
    Token state;
    for (std::size_t at = 0; at < raw.size();) {
        char const here = raw[at];
        if (class_of(here) == Byte::separator) {
            if (here == ',' || here == ';') state.after_comma = true;
            if (here == '(' || here == '@' || here == '/') state.aside = true;
            if (here == ')') state.aside = false;
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < raw.size() && class_of(raw[end]) != Byte::separator) ++end;
        push_chunk(tokens, raw.substr(at, end - at), state);
        at = end;
    }
    return tokens;
}

std::string_view text_of(Token const& token) {
    return token.known.standard.empty() || token.known.business != BusinessRole::name
               ? std::string_view(token.text)
               : token.known.standard;
}

/// How many tokens from the front are titles; the last token never is.
std::size_t leading_titles(std::vector<Token> const& tokens) {
    std::size_t count = 0;
    while (count + 1 < tokens.size()) {
        Token const& token = tokens[count];
        OwnerRole const role = token.known.owner;
        bool const lone_haji = token.text == "h";  // "H Mukmin": few first names are shortened to H
        bool const title = role == OwnerRole::honorific || role == OwnerRole::title ||
                           (role == OwnerRole::dotted_title && (token.dotted || lone_haji || count > 0));
        if (!title) break;
        ++count;
    }
    return count;
}

bool is_degree(std::vector<Token> const& tokens, std::size_t at) {
    Token const& token = tokens[at];
    if (token.known.owner == OwnerRole::degree) return true;
    if (token.known.owner == OwnerRole::title || token.text.starts_with("alm")) return token.after_comma;
    return token.after_comma && token.dotted && token.text.size() <= 4;
}

/// Takes the degrees off the end: "S.Pd", "SE", and "S Pd" or "S. E." in two.
void take_degrees(std::vector<Token>& tokens, OwnerName& name) {
    while (tokens.size() > 1) {
        std::size_t const last = tokens.size() - 1;
        if (is_degree(tokens, last)) {
            name.titles.push_back(tokens[last].text);
            tokens.pop_back();
            continue;
        }
        if (tokens.size() < 3 || tokens[last - 1].text.size() != 1) return;
        std::string joined = tokens[last - 1].text + tokens[last].text;
        bool const marked = tokens[last - 1].dotted || tokens[last - 1].after_comma || joined.size() > 2;
        if (!marked || known_word(joined).owner != OwnerRole::degree) return;
        name.titles.push_back(std::move(joined));
        tokens.resize(tokens.size() - 2);
    }
}

/// Moves what stands aside, behind "alias" or behind "bin" out of the name.
void take_relations(std::vector<Token>& tokens, OwnerName& name) {
    auto const related = [](Token const& token) {
        return token.aside || token.known.owner == OwnerRole::child_of ||
               token.known.owner == OwnerRole::alias || (token.text == "b" && token.dotted);
    };
    if (std::ranges::none_of(tokens, related)) return;
    std::vector<Token> kept;
    kept.reserve(tokens.size());
    enum class Part { own, father, other } part = Part::own;
    for (auto& token : tokens) {
        bool const behind_name = !kept.empty();
        bool const child = token.known.owner == OwnerRole::child_of || (token.text == "b" && token.dotted);
        if (behind_name && child && &token != &tokens.back()) {
            part = Part::father;
        } else if (behind_name && token.known.owner == OwnerRole::alias) {
            part = Part::other;
        } else if (token.aside && behind_name) {
            name.alias.emplace_back(text_of(token));
        } else if (part == Part::own || is_degree(tokens, static_cast<std::size_t>(&token - tokens.data()))) {
            kept.push_back(std::move(token));
        } else if (part == Part::other) {
            name.alias.emplace_back(text_of(token));
        } else if (name.father.empty()) {
            name.father = text_of(token);
        }
    }
    tokens = std::move(kept);
}

bool is_muhammad(std::vector<Token> const& tokens, std::size_t at) {
    if (text_of(tokens[at]) == "muhammad") return true;
    return at == 0 && tokens[at].text == "m" && tokens.size() > 1;  // "M. Yusuf"
}

void take_words(std::vector<Token> const& tokens, std::size_t first, OwnerName& name) {
    for (std::size_t i = first; i < tokens.size(); ++i) {
        bool const alone = i == first && i + 1 == tokens.size();
        bool const rest_is_empty = i + 1 == tokens.size() && name.words.empty();
        if (!alone && !rest_is_empty && is_muhammad(tokens, i)) {
            name.muhammad = true;
            continue;
        }
        bool const before_order =
            i + 1 < tokens.size() && tokens[i + 1].known.owner == OwnerRole::birth_order;
        if (tokens[i].known.owner == OwnerRole::particle && before_order) continue;
        if (name.words.size() == owner_words_max)
            ++name.words_cut;
        else
            name.words.emplace_back(text_of(tokens[i]));
    }
}

}  // namespace

OwnerName parse_owner(std::string_view raw) {
    OwnerName name;
    auto tokens = tokenised(raw);
    name.words.reserve(tokens.size());
    std::size_t const titles = leading_titles(tokens);
    for (std::size_t i = 0; i < titles; ++i) name.titles.push_back(tokens[i].text);
    tokens.erase(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(titles));
    take_relations(tokens, name);
    take_degrees(tokens, name);
    take_words(tokens, 0, name);
    return name;
}

BusinessName parse_business(std::string_view raw) {
    BusinessName name;
    for (auto& token : tokenised(raw)) {
        bool const nothing_yet = name.words.empty();
        switch (token.known.business) {
            case BusinessRole::legal:
                name.legal.push_back(std::move(token.text));
                continue;
            case BusinessRole::filler:
                continue;
            case BusinessRole::honorific:
                if (token.known.owner == OwnerRole::dotted_title && !token.dotted && token.text.size() > 1)
                    break;
                name.names_person = name.names_person || nothing_yet;
                continue;
            case BusinessRole::kind:
                name.kinds |= token.known.kinds;
                if (name.kind_words.size() == business_words_max)
                    ++name.words_cut;
                else
                    name.kind_words.emplace_back(token.known.standard.empty() ? std::string_view(token.text)
                                                                              : token.known.standard);
                continue;
            case BusinessRole::name:
                break;
        }
        if (name.words.size() == business_words_max)
            ++name.words_cut;
        else
            name.words.emplace_back(text_of(token));
    }
    return name;
}

}  // namespace bina::linkage
