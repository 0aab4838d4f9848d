#include "cli/sentences.h"

#include <fstream>
#include <map>
#include <memory>

namespace bina::cli {

std::function<std::string(std::string_view key)> load_sentences(std::filesystem::path const& web) {
    auto const known = std::make_shared<std::map<std::string, std::string, std::less<>>>();
    std::ifstream file(web / "sentences.tsv");
    for (std::string line; std::getline(file, line);)
        if (auto const tab = line.find('\t'); tab != line.npos)
            known->emplace(line.substr(0, tab), line.substr(tab + 1));
    return [known](std::string_view key) {
        auto const found = known->find(key);
        return found == known->end() ? std::string(key) : found->second;
    };
}

}  // namespace bina::cli
