#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace bina::cli {

/// The client's Indonesian sentences by key, as its build writes them to `sentences.tsv` (key, tab,
/// sentence), for what leaves the system as a file. A key without a sentence stands for itself.
std::function<std::string(std::string_view key)> load_sentences(std::filesystem::path const& web);

}  // namespace bina::cli
