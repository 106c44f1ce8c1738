import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.core.EncryptedPdfException;
import org.verapdf.core.ModelParsingException;
import org.verapdf.core.VeraPDFException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.processor.reports.enums.JobEndStatus;

/**
 * Judges PDF files by veraPDF's rules: {@code Verify FLAVOUR[,FLAVOUR...] FILE...}
 *
 * <p>One line for each file and flavour; under a failure, the clauses broken, what is wrong and where.
 */
public final class Verify {
    static final int CONFORMS = 0;
    static final int DOES_NOT_CONFORM = 1;
    static final int CANNOT_JUDGE = 2;

    static final int RULES_SHOWN = 8;
    static final int PLACES_SHOWN = 2;

    static final PrintStream OUT =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    public static void main(String[] args) {
        // The parser logs every oddity it meets; only the rules decide here.
        Logger.getLogger("").setLevel(Level.OFF);
        System.exit(run(args));
    }

    static int run(String[] args) {
        if (args.length < 2) {
            System.err.println("usage: Verify FLAVOUR[,FLAVOUR...] FILE...");
            return CANNOT_JUDGE;
        }
        try {
            List<PDFAFlavour> flavours = new ArrayList<>();
            for (String id : args[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
                if (flavour == PDFAFlavour.NO_FLAVOUR) {
                    System.err.println("unknown flavour " + id + "; known: " + PDFAFlavour.getFlavourIds());
                    return CANNOT_JUDGE;
                }
                flavours.add(flavour);
            }
            VeraGreenfieldFoundryProvider.initialise();
            boolean all = true;
            for (String file : List.of(args).subList(1, args.length)) {
                for (PDFAFlavour flavour : flavours) {
                    all &= conforms(file, flavour);
                }
            }
            return all ? CONFORMS : DOES_NOT_CONFORM;
        } catch (Throwable broken) { // the engine's own fault, a missing library included
            broken.printStackTrace();
            return CANNOT_JUDGE;
        }
    }

    static boolean conforms(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator =
                    Foundries.defaultInstance().createValidator(flavour, PLACES_SHOWN, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.getJobEndStatus() != JobEndStatus.NORMAL) {
                throw new VeraPDFException("stopped early: " + result.getJobEndStatus());
            }
            // No rule tried is no proof of anything.
            if (result.getTotalAssertions() == 0) {
                throw new VeraPDFException("nothing was checked in " + file);
            }
            if (result.isCompliant()) {
                OUT.printf("PASS  %s  %s%n", flavour.getId(), file);
                return true;
            }
            explain(file, flavour, result);
            return false;
        } catch (ModelParsingException | EncryptedPdfException unreadable) {
            OUT.printf("FAIL  %s  %s: unreadable, %s%n", flavour.getId(), file, unreadable.getMessage());
            return false;
        }
    }

    static void explain(String file, PDFAFlavour flavour, ValidationResult result) {
        Map<String, Integer> counts = new TreeMap<>();
        result.getFailedChecks().forEach((rule, count) -> counts.put(label(rule), count));
        OUT.printf("FAIL  %s  %s: clauses %s%n", flavour.getId(), file, String.join(" ", counts.keySet()));

        Map<String, List<TestAssertion>> failures = new TreeMap<>();
        for (TestAssertion check : result.getTestAssertions()) {
            if (check.getStatus() == TestAssertion.Status.FAILED) {
                failures.computeIfAbsent(label(check.getRuleId()), rule -> new ArrayList<>()).add(check);
            }
        }
        failures.entrySet().stream().limit(RULES_SHOWN).forEach(entry -> {
            OUT.printf("      %s, %d times%n", entry.getKey(), counts.get(entry.getKey()));
            for (TestAssertion check : entry.getValue()) {
                OUT.printf("        %s%n          at %s%n", check.getErrorMessage(), check.getLocation().getContext());
            }
        });
        if (failures.size() > RULES_SHOWN) {
            OUT.printf("      and %d clauses more%n", failures.size() - RULES_SHOWN);
        }
    }

    static String label(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }
}
