#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace bina::base {

/// Text as it is compared and searched: lower case, without accents, every run of anything but letters and
/// digits one blank, no blank at either end. "  Wr. Bu  SITI'ah " becomes "wr bu siti ah".
/// Bytes that are not UTF-8 count as blanks.
std::string fold(std::string_view utf8);

/// The words of a folded text.
std::vector<std::string_view> words(std::string_view folded);

/// `text` without blanks (NBSP and other Unicode blanks among them) at both ends, inner runs made one blank.
std::string squeeze(std::string_view utf8);

/// True if every byte belongs to a well-formed UTF-8 sequence.
bool is_utf8(std::string_view bytes);

/// `text` cut to at most `bytes` bytes without splitting a character.
std::string_view clip(std::string_view utf8, std::size_t bytes);

}  // namespace bina::base
