#pragma once
#include <string>
#include <string_view>

#include "cli/demo/draw.h"

/// How one and the same thing is written by different hands.
namespace bina::cli::demo {

/// The first `from` in `text` becomes `to`.
void replace(std::string& text, std::string_view from, std::string_view to);

/// Spelling before 1972: oe for u, dj for j, tj for c.
std::string old_spelling(std::string name);
/// "Moh.", "Moch.", "M." for Muhammad; "Achmad", "St.", "Ny" for others: the names that have many spellings.
std::string name_variant(Draw& draw, std::string name);
/// Two letters swapped, or one left out.
std::string typing_error(Draw& draw, std::string text);
/// "Jln. Pemuda 12" for "Jl. Pemuda No. 12", "Dk. Krajan" or "Dsn Krajan" for "Dukuh Krajan".
std::string address_variant(Draw& draw, std::string address);

/// 0840…, for +62840…
std::string local_phone(std::string_view phone);
/// 1500000 as "1.500.000".
std::string thousands(std::int64_t rupiah);
/// "1,5 jt", "850rb", "2,1 M": to one digit after the comma, as people say it.
std::string in_words(Draw& draw, std::int64_t rupiah);
/// "1-5 juta": the answer to a question with boxes to tick.
std::string as_range(std::int64_t rupiah);

}  // namespace bina::cli::demo
