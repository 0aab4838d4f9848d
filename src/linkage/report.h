#pragma once
#include <string>
#include <vector>

#include "linkage/link.h"

namespace bina::linkage::batch {

/// What a report says of the run beside its result.
struct ReportFacts {
    std::vector<std::string> lists;  ///< names of the files
    std::vector<StepTime> times;  ///< of reading and writing
    unsigned threads = 1;
};

/// One page of HTML without any other file: what was compared, what was left out, the model, the sizes of
/// entities, and pairs of every score with what each field weighs. It holds values of the lists.
std::string report_html(Table const& table, Spec const& spec, Linked const& linked, ReportFacts const& facts);

/// -123 as "-1.23".
std::string bits_text(Centibits weight);

}  // namespace bina::linkage::batch
