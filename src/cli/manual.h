#pragma once
#include <CLI/App.hpp>
#include <optional>
#include <string>
#include <string_view>

/// What the command line says of itself, made from its own description, so that neither can lag behind.
namespace bina::cli {

/// The page bina.1 in troff.
std::string man_page(CLI::App const&);

/// A script that completes commands, options and choices; nothing for a shell that is not bash, zsh or fish.
std::optional<std::string> completion(CLI::App const&, std::string_view shell);

}  // namespace bina::cli
