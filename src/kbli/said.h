#pragma once
#include "kbli/edition.h"

namespace bina::kbli {

/// The code that was said of `day`. Without its edition it means that of the day (unsaid_edition), unless of
/// the classes that are built in only another edition has it: "56104" said today still means KBLI 2020.
/// Error: base::malformed.
base::Result<Code> code_said(std::string_view text, base::Day day);

}  // namespace bina::kbli
